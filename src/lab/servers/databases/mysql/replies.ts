import type { Failure, Row } from '../session.ts'
import { type Column, cellOf, columnDefinition, columnsOf } from './columns.ts'
import { errorByName } from './errors.ts'
import { bitmap, int, lengthCoded, lengthCodedText } from './payload.ts'

/** What goes with every reply: what the connection is at. */
export interface State {
  /** The chapter "Server Status Flags": of a transaction and of autocommit. */
  readonly status: number
  /** The collation of the client's texts. */
  readonly charset: number
}

/** How a result's rows are written: as texts for a query, in binary for a prepared statement. */
export type RowFormat = 'text' | 'binary'

/** What a query without rows did. */
export interface Changes {
  readonly affected: number
  readonly insertId: number
  /** What the server says about it, such as `Rows matched: 1  Changed: 1  Warnings: 0`. */
  readonly info: string
}

const NO_CHANGES: Changes = { affected: 0, insertId: 0, info: '' }
const NO_WARNINGS = 0
/** Null, in a row of texts. */
const NULL_CELL = int(0xfb, 1)

/** `OK_Packet`. */
export function okPacket({ status }: State, changes = NO_CHANGES): Buffer {
  return Buffer.concat([
    int(0, 1),
    lengthCoded(changes.affected),
    lengthCoded(changes.insertId),
    int(status, 2),
    int(NO_WARNINGS, 2),
    Buffer.from(changes.info),
  ])
}

/** `ERR_Packet`. */
export function errorPacket({ code, message }: Failure['error']): Buffer {
  const { number, state } = errorByName(code)
  return Buffer.concat([int(0xff, 1), int(number, 2), Buffer.from(`#${state}${message}`)])
}

/** `EOF_Packet`: the end of some columns or of some rows. */
function eofPacket({ status }: State): Buffer {
  return Buffer.concat([int(0xfe, 1), int(NO_WARNINGS, 2), int(status, 2)])
}

/** `Text Resultset` or `Binary Protocol Resultset`. */
export function resultSet(rows: readonly Row[], format: RowFormat, state: State): Buffer[] {
  const columns = columnsOf(rows)
  const packetOf = format === 'text' ? textRow : binaryRow
  return [
    lengthCoded(columns.length),
    ...columns.map(column => columnDefinition(column, state.charset)),
    eofPacket(state),
    ...rows.map(row => packetOf(row, columns)),
    eofPacket(state),
  ]
}

function textRow(row: Row, columns: readonly Column[]): Buffer {
  const cells = columns.map(({ name, kind, decimals }) => {
    const value = cellOf(row, name)
    return value === null ? NULL_CELL : lengthCodedText(kind.text(value, decimals))
  })
  return Buffer.concat(cells)
}

/** `Binary Protocol Resultset Row`: which of its values are null is said first. */
function binaryRow(row: Row, columns: readonly Column[]): Buffer {
  const isNull = ({ name }: Column) => cellOf(row, name) === null
  const cells = columns
    .filter(column => !isNull(column))
    .map(({ name, kind, decimals }) => kind.binary(cellOf(row, name), decimals))
  return Buffer.concat([int(0, 1), bitmap(columns, 2, isNull), ...cells])
}

/** `COM_STMT_PREPARE_OK`: the columns are not told, as a client must look at those of the result anyway. */
export function preparedStatement(id: number, parameters: number, state: State): Buffer[] {
  const [parameter] = columnsOf([{ '?': null }]) as [Column]
  const header = [int(0, 1), int(id, 4), int(0, 2), int(parameters, 2), int(0, 1), int(0, 2)]
  const definitions = Array.from({ length: parameters }, () =>
    columnDefinition(parameter, state.charset),
  )
  return [Buffer.concat(header), ...(parameters > 0 ? [...definitions, eofPacket(state)] : [])]
}
