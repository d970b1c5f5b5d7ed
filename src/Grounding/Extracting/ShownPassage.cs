using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Extracting;

/// <summary>What an answer shows of a passage.</summary>
internal sealed class ShownPassage
{
    // The marks around code, and its language.
    private const int FenceLength = 16;

    internal ShownPassage(SentenceCandidate best, SortedSet<int> units)
    {
        Best = best;
        Units = units;
        Parts = [.. UnitParts.Of(best, units)];
        Length = Parts.Sum(part => part.Text.Length + 1 + (part.Kind == Corpus.Answers.AnswerPartKind.Code ? FenceLength : 0));
    }

    /// <summary>The unit for which the passage was taken.</summary>
    internal SentenceCandidate Best { get; }

    internal PassageText Passage => Best.Passage;

    /// <summary>The indices of the units that are shown.</summary>
    internal SortedSet<int> Units { get; }

    /// <summary>What a reader sees, in reading order.</summary>
    internal QuotePart[] Parts { get; }

    /// <summary>The characters of that.</summary>
    internal int Length { get; }

    /// <summary>The same with more units.</summary>
    internal ShownPassage With(IEnumerable<int> units) => new(Best, [.. Units, .. units]);
}
