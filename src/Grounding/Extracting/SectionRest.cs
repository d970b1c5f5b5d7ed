using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Extracting;

/// <summary>
/// Fills what is left of an answer's space with the rest of the sections that it shows: who asks how to do something reads the steps, the
/// code and what is said of it together, and what answers often stands beside what was found by its words. Nothing gives way for it.
/// </summary>
internal static class SectionRest
{
    // Items go along while all of their list could be shown; of a longer list only what answers is.
    private const int ListLengthMax = 800;

    /// <summary>Goes on from the units that are shown, the first passage first, as long as there is space.</summary>
    internal static void Show(ShownAnswer answer, int lengthMax)
    {
        foreach (SentenceCandidate best in answer.Passages.Select(shown => shown.Best).ToArray())
        {
            HashSet<int> left = [];
            while (Next(answer.Find(best.Passage)!, left) is { } next)
            {
                if (!GoesAlong(best.Passage, next) || !answer.TryShow(best, next, lengthMax))
                    left.Add(next);
            }
        }
    }

    // The unit of the section that touches what is shown: first what stands between two, then what follows, then what precedes.
    private static int? Next(ShownPassage shown, HashSet<int> left)
    {
        (int? next, int sides) = (null, 0);
        for (int i = 0; i < shown.Passage.Units.Count; i++)
        {
            if (shown.Units.Contains(i) || left.Contains(i))
                continue;
            int touched = (Touches(shown, i, i - 1) ? 2 : 0) + (Touches(shown, i, i + 1) ? 1 : 0);
            if (touched > sides)
                (next, sides) = (i, touched);
        }

        return next;
    }

    private static bool Touches(ShownPassage shown, int index, int neighbour) =>
        shown.Units.Contains(neighbour) && shown.Passage.Units[neighbour].Heading == shown.Passage.Units[index].Heading;

    // Each row states values of its own, and each definition defines a term: none goes along with another, nor with the sentence before.
    // "No, ..." replies to another question than the one that was asked.
    private static bool GoesAlong(PassageText passage, int index) =>
        CandidateFinder.IsCandidate(passage, passage.Units[index])
        && !passage.SpeaksToModel[index]
        && Replies.QuestionOf(passage, index) is null
        && UnitClosure.Of(passage, index).TrueForAll(i => passage.Units[i].Kind is not (UnitKind.TableRow or UnitKind.Definition))
        && (passage.Units[index].Kind != UnitKind.ListItem || ListLength(passage, index) <= ListLengthMax);

    private static int ListLength(PassageText passage, int item)
    {
        (int first, int last) = (item, item);
        while (first > 0 && IsOfList(passage, first - 1))
            first--;
        while (last + 1 < passage.Units.Count && IsOfList(passage, last + 1))
            last++;
        return passage.Units[last].Span.End - passage.Units[first].Span.Start;
    }

    private static bool IsOfList(PassageText passage, int index) => passage.Units[index].Kind is UnitKind.ListItem or UnitKind.Code;
}
