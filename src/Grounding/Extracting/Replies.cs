using System.Collections.Frozen;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Extracting;

/// <summary>Tells a sentence that says yes or no, and is false beside another question than its own.</summary>
internal static class Replies
{
    private const string Ends = ",.;:!–—、，。！";

    private static readonly FrozenSet<string> Words = DataLines
        .Of("replies.txt")
        .SelectMany(line => line.Split(' ').Skip(1))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// The index of the question that a unit replies to: the heading or the unit before it. Null for a unit that replies to nothing, -1
    /// where the question is not in the passage.
    /// </summary>
    internal static int? QuestionOf(PassageText passage, int index)
    {
        EvidenceUnit unit = passage.Units[index];
        if (unit.Kind is UnitKind.Code or UnitKind.TableRow || !Begins(passage.TextOf(unit)))
            return null;
        if (index > 0 && IsQuestion(index - 1))
            return index - 1;
        return unit.Heading is { } heading && IsQuestion(heading) ? heading : -1;

        bool IsQuestion(int at) => !passage.SpeaksToModel[at] && UnitReader.IsQuestion(passage.TextOf(passage.Units[at]));
    }

    // "No, ...", "A: Yes." and "不，": a reply ends its clause, where "No writer waits" goes on.
    private static bool Begins(ReadOnlySpan<char> text)
    {
        text = text.TrimStart("-*•> ");
        if (text.StartsWith("A:", StringComparison.Ordinal))
            text = text[2..].TrimStart();
        int end = text.IndexOfAny(Ends);
        return end > 0 && Words.Contains(LetterFolding.Fold(text[..end].Trim()));
    }
}
