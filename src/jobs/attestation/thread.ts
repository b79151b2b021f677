import { parentPort, workerData } from 'node:worker_threads'
import { renderAttestation } from '../../documents/attestation/distribution-attestation.ts'

/* The thread in which one paper about a run is rendered. */

const { bytes, figuresSha256 } = await renderAttestation(workerData)
// The bytes are handed over, not copied.
parentPort?.postMessage({ bytes, figuresSha256 }, [bytes.buffer as ArrayBuffer])
