using System.Text;

namespace RagCluster.Text.Reading;

/// <summary>
/// The further rows of a long table of bars, which are taken out of a Markdown source and parsed a part at a time: a syntax tree of all
/// takes more than a kilobyte for a row of four characters.
/// </summary>
/// <param name="Line">The line of the source that the table begins on, from 0.</param>
/// <param name="Head">The two lines of its head.</param>
/// <param name="Rows">The rows that were taken out.</param>
/// <param name="RowsLine">The line of the first of them.</param>
internal sealed record LongTable(int Line, string Head, string Rows, int RowsLine)
{
    private const int PartRows = 2_000;

    /// <summary>The source with a blank line for each row that is taken out.</summary>
    internal static (string Source, List<LongTable> Tables) TakeOut(string source)
    {
        List<LongTable> tables = [];
        StringBuilder left = new();
        (int line, int copied) = (0, 0);
        bool isAfterBlank = true;
        for (int at = 0, next; at < source.Length; at = next, line++)
        {
            next = AfterLine(source, at);
            bool mayBegin = isAfterBlank && source.AsSpan(at, next - at).Contains('|') && IsRule(LineAt(source, next));
            isAfterBlank = LineAt(source, at).IsWhiteSpace();
            if (!mayBegin)
                continue;
            int from = AfterLine(source, next);
            (int end, int count, int cut) = ReadRows(source, from);
            if (cut > 0)
            {
                tables.Add(new LongTable(line, source[at..from], source[cut..end], line + 2 + PartRows));
                left.Append(source, copied, cut - copied).Append('\n', count - PartRows);
                copied = end;
            }

            next = end;
            line += 1 + count;
        }

        return (tables.Count == 0 ? source : left.Append(source, copied, source.Length - copied).ToString(), tables);
    }

    /// <summary>The rows as tables of their own, each with the head, its number of rows, and the line of the first of them.</summary>
    internal IEnumerable<(string Source, int Count, int Line)> Parts()
    {
        (int line, int next) = (RowsLine, 0);
        for (int at = 0; at < Rows.Length; at = next)
        {
            int count = 0;
            for (next = at; next < Rows.Length && count < PartRows; count++)
                next = AfterLine(Rows, next);
            yield return (Head + Rows[at..next], count, line);
            line += count;
        }
    }

    // Where the rows end, how many they are, and where the second part begins: 0 where there is none, or something else follows at once.
    private static (int End, int Count, int Cut) ReadRows(string source, int from)
    {
        (int end, int count, int cut) = (from, 0, 0);
        for (; end < source.Length && IsRow(LineAt(source, end)); count++)
        {
            if (count == PartRows)
                cut = end;
            end = AfterLine(source, end);
        }

        return (end, count, LineAt(source, end).IsWhiteSpace() ? cut : 0);
    }

    // What begins so begins no other block within a paragraph.
    private static bool IsRow(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> row = line.TrimStart(' ');
        return row.Length > 0
            && line.Length - row.Length < 4
            && (row[0] == '|' || (char.IsLetterOrDigit(row[0]) && row.TrimStart("0123456789") is not ['.' or ')', ..]))
            && row.Contains('|')
            && !row.Contains('\r');
    }

    private static bool IsRule(ReadOnlySpan<char> line) => line.Contains('-') && line.Contains('|') && line.TrimStart("|:- \t").IsEmpty;

    private static ReadOnlySpan<char> LineAt(string source, int at) => source.AsSpan(at, AfterLine(source, at) - at).TrimEnd("\r\n");

    private static int AfterLine(string source, int at) => source.IndexOf('\n', at) is var end and >= 0 ? end + 1 : source.Length;
}
