using System.Text.RegularExpressions;

namespace RagCluster.Grounding.Tests.Verifying;

/// <summary>
/// Makes a statement of a question and an answer: people word questions freely, so this is the nearest to a free paraphrase that
/// can be had with a certain label. Only forms whose words keep their order are taken.
/// </summary>
internal static partial class Declaratives
{
    /// <summary>The statement, or null where the form does not allow one.</summary>
    internal static string? Of(string question, string answer)
    {
        string asked = question.Trim().TrimEnd('?').Trim();
        if (answer.Length == 0 || Odd().IsMatch(asked))
            return null;
        string? statement = null;
        if (Dated().Match(asked) is { Success: true } dated)
            statement =
                $"{dated.Groups["subject"].Value} {dated.Groups["be"].Value} {dated.Groups["verb"].Value} "
                + $"{(Preposition().IsMatch(answer) ? "" : "in ")}{answer}.";
        else if (Subject().Match(asked) is { Success: true } subject)
            statement = $"{answer.TrimEnd('.')} {subject.Groups["rest"].Value}.";
        else if (Counted().Match(asked) is { Success: true } counted)
        {
            string noun = counted.Groups["noun"].Value;
            string named = answer.Contains(noun, StringComparison.OrdinalIgnoreCase) ? "" : " " + noun;
            statement = $"{answer.TrimEnd('.')}{named} {counted.Groups["rest"].Value}.";
        }

        return statement is null ? null : char.ToUpperInvariant(statement[0]) + statement[1..];
    }

    // Stranded prepositions, and questions about names of things, turn into no plain sentence.
    [GeneratedRegex(
        @"\b(of|to|in|at|from|for|with|by|on|as|into|called|named|known|do|does|did|there|like|than)$|\b(called|the name|type of|kind of|word|term|besides|other than|not|n't|mainly|another)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Odd();

    [GeneratedRegex(
        @"^(When|In what year|In which year|What year|Which year) (?<be>was|were) (?<subject>.+) (?<verb>[a-z]+(ed|en|un|lt|ade|ght|id|own|orn|old))$"
    )]
    private static partial Regex Dated();

    [GeneratedRegex(
        @"^(Who|What|(Which|What) [a-z]+( [a-z]+)?) (?<rest>(is|are|was|were|has|have|had|won|led|wrote|took|made|gave|held|became|began|[a-z]{3,}ed) (?!(he|she|it|they|there|[A-Z][a-z]+ [a-z]+ed)\b).+)$"
    )]
    private static partial Regex Subject();

    [GeneratedRegex(
        @"^How many (?<noun>[a-z]+( [a-z]+)?) (?<rest>(are|were|have|had|live|lived|attended|participated|took|make|made|[a-z]{3,}ed) (?!there|the\b).+)$"
    )]
    private static partial Regex Counted();

    [GeneratedRegex(@"^(in|on|at|by|before|after|during|since|around|between|from|the)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Preposition();
}
