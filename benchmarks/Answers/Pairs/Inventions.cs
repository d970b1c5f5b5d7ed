using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Tests.Verifying;
using RagCluster.Grounding.Verifying.Grammar;

namespace RagCluster.AnswersBenchmark.Pairs;

/// <summary>
/// Makes unsupported sentences of supported ones that people wrote: a sentence of another passage, which often is of the same document,
/// and a sentence of the passage with one of another behind it.
/// </summary>
internal static class Inventions
{
    private const int Distance = 11;
    private const int LengthMax = 160;

    /// <summary>The pairs that the supported ones of a file give.</summary>
    internal static IEnumerable<LabelledPair> Of(List<LabelledPair> pairs)
    {
        List<LabelledPair> supported = pairs.FindAll(pair => pair.IsSupported);
        for (int i = 0; i < supported.Count; i++)
        {
            LabelledPair mine = supported[i];
            LabelledPair near = Next(supported, i, 1);
            yield return near with
            {
                Kind = "elsewhere",
                Title = mine.Title,
                Source = mine.Source,
                IsSupported = false,
            };
            LabelledPair other = Next(supported, i, Distance);
            if (mine.Claim.Length + other.Claim.Length <= LengthMax)
                yield return mine with
                {
                    Kind = "extended",
                    Claim = Extended(mine.Claim, other),
                    IsSupported = false,
                };
        }
    }

    // The first one so far behind that is of another passage.
    private static LabelledPair Next(List<LabelledPair> pairs, int i, int distance)
    {
        int at = (i + distance) % pairs.Count;
        while (pairs[at].Source == pairs[i].Source)
            at = (at + 1) % pairs.Count;
        return pairs[at];
    }

    // A word that its passage writes small keeps its capital at a sentence's start only.
    private static string Extended(string left, LabelledPair right)
    {
        string first = Tokens.Read(right.Claim)[0].Word;
        bool isSmall = ClosedWords.Of(first) is not null || right.Source.Contains(" " + first, StringComparison.Ordinal);
        return $"{left.TrimEnd('.')}, and {(isSmall ? char.ToLowerInvariant(right.Claim[0]) : right.Claim[0])}{right.Claim[1..]}";
    }
}
