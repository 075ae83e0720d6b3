import { type Config, readConfig } from '../config.ts'

/** The configuration of this process, from its environment and `.env`; throws with everything that is wrong. */
export function readEnvironment(): Config {
  loadEnvFile()
  return readConfig(process.env)
}

/** `.env` in the working directory, for those who keep one; what is set already wins. */
function loadEnvFile(): void {
  try {
    process.loadEnvFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
