using System.Collections.Frozen;
using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Extracting;
using RagCluster.Grounding.Verifying;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Generating;

/// <summary>
/// A row of a table that a model wrote. Each cell with the name of its column is said of the row's first cell, and one passage has to say
/// all of it.
/// </summary>
/// <param name="names">The names of the columns; there may be fewer than cells.</param>
/// <param name="cells">The cells.</param>
internal sealed class TableRowClaim(string[] names, string[] cells)
{
    private static readonly FrozenSet<string> EmptyNames = DataLines
        .Of("columns.txt")
        .SelectMany(line => line.Split(' ').Skip(1))
        .Select(word => LetterFolding.Fold(word))
        .ToFrozenSet();

    /// <summary>The row as rows of documents are shown: each cell with the name of its column.</summary>
    internal string Text { get; } = QuoteWriter.Row(names, cells);

    /// <summary>How far a passage supports all of it, with the span that holds the evidence.</summary>
    internal Support Verify(SentenceVerifier verifier, PassageText passage)
    {
        Support[] all = [.. Statements().Select(statement => Verify(verifier, passage, statement))];
        return new Support(
            all.Min(one => one.Score),
            Array.TrueForAll(all, one => one.IsSupported),
            new TextSpan(all.Min(one => one.Evidence.Start), all.Max(one => one.Evidence.End)),
            Array.Find(all, one => !one.IsSupported)?.Fault
        );
    }

    private Support Verify(SentenceVerifier verifier, PassageText passage, (string Name, string Cell) said)
    {
        Support support = verifier.Verify($"{cells[0]}: {said.Name} {said.Cell}", passage);
        bool isSaid =
            support.IsSupported
            && passage
                .Units.Where(
                    (unit, i) => unit.Span.Start < support.Evidence.End && unit.Span.End > support.Evidence.Start && Says(passage, i, said)
                )
                .Any();
        return isSaid
            ? support
            : support with
            {
                Score = 0,
                IsSupported = false,
                Fault = support.Fault ?? "No one place of the source says it.",
            };
    }

    // Values of two sentences or two columns beside each other are easily taken for one another's: one unit has to hold the cell and its
    // column's name, below or beside what the row is about.
    private bool Says(PassageText passage, int index, (string Name, string Cell) said)
    {
        EvidenceUnit unit = passage.Units[index];
        TermBag own = passage.Bags[index];
        List<TermBag> above = [own, passage.Frame];
        if (unit.Heading is { } heading)
            above.Add(passage.Bags[heading]);
        if (unit.Context is { } context)
            above.Add(passage.Bags[context]);
        if (unit.PointsBack && index > 0)
            above.Add(passage.Bags[index - 1]);
        return Holds([own], said.Cell)
            && Holds(above, cells[0])
            && (
                unit is { Kind: UnitKind.TableRow, Context: { } head }
                    ? IsOfColumn(passage, unit, passage.Units[head], said)
                    : Holds(above, said.Name)
            );
    }

    private static bool IsOfColumn(PassageText passage, EvidenceUnit row, EvidenceUnit head, (string Name, string Cell) said)
    {
        string[] columns = QuoteWriter.Cells(QuoteWriter.LastLine(passage.TextOf(head)), row);
        return QuoteWriter
            .Cells(passage.TextOf(row), row)
            .Where(
                (cell, i) =>
                    Holds([new TermBag(Tokens.Read(cell))], said.Cell)
                    && Holds([new TermBag(Tokens.Read(columns.ElementAtOrDefault(i) ?? ""))], said.Name)
            )
            .Any();
    }

    private static bool Holds(List<TermBag> bags, string words) =>
        Tokens.Read(words).TrueForAll(token => !token.IsContent || bags.Exists(bag => bag.Match(token) > 0));

    private IEnumerable<(string Name, string Cell)> Statements()
    {
        (string Name, string Cell)[] others =
        [
            .. cells
                .Select((cell, i) => (Name: Saying(names.ElementAtOrDefault(i) ?? ""), Cell: cell))
                .Skip(1)
                .Where(pair => pair.Cell.Length > 0),
        ];
        return others.Length > 0 ? others : [("", "")];
    }

    // "Value" and "Description" say nothing of a cell, and few sources have them.
    private static string Saying(string name) =>
        string.Join(' ', name.Split(' ').Where(word => !EmptyNames.Contains(LetterFolding.Fold(word))));
}
