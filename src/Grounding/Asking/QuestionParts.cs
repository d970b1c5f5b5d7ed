using System.Text.RegularExpressions;

namespace RagCluster.Grounding.Asking;

/// <summary>
/// Divides a question that asks for several things at once: a comparison of two, two questions joined by "and", a value of several names.
/// Each part is a question that can be answered by itself.
/// </summary>
internal static partial class QuestionParts
{
    // More would leave less than three hundred characters for each.
    private const int PartsMax = 3;

    // A shorter part names nothing that a passage could be found to say.
    private const int PartLengthMin = 8;

    /// <summary>The parts in their order; the question alone where it asks for one thing.</summary>
    internal static string[] Of(string question)
    {
        string[] parts = Sentences(question);
        if (parts.Length == 1)
            parts = Joined(question);
        if (parts.Length == 1)
            parts = Compared(question);
        return parts.Length <= PartsMax && Array.TrueForAll(parts, part => part.Length >= PartLengthMin) ? parts : [question];
    }

    // "What is A? How is it set?"
    private static string[] Sentences(string question)
    {
        string[] asked = [.. AskedSentence().Matches(question).Select(match => match.Value.Trim())];
        return asked.Length > 1 && asked.Sum(part => part.Length) + asked.Length >= question.TrimEnd().Length ? asked : [question];
    }

    // "When should A be used and when is B better?"
    private static string[] Joined(string question)
    {
        if (JoinedQuestion().Match(question) is not { Success: true } match)
            return [question];
        string first = question[..match.Index].Trim().TrimEnd(',');
        return Asks().IsMatch(first) ? [first + "?", question[match.Groups["next"].Index..].Trim()] : [question];
    }

    // "A vs B: which ...", "the difference between A and B", "defaults of someName and otherName".
    private static string[] Compared(string question)
    {
        Match match = Difference().Match(question);
        if (!match.Success)
            match = Versus().Match(question);
        if (!match.Success)
            match = TwoNames().Match(question);
        if (!match.Success)
            return [question];
        string before = question[..match.Index];
        string after = question[(match.Index + match.Length)..];
        return [before + match.Groups["a"].Value + after, before + match.Groups["b"].Value + after];
    }

    [GeneratedRegex(@"[^?？]+[?？]+")]
    private static partial Regex AskedSentence();

    [GeneratedRegex(@",?\s+and\s+(?<next>(what|which|how|when|where|why|who|is|are|does|do|can)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex JoinedQuestion();

    [GeneratedRegex(@"\b(what|which|how|when|where|why|who)\b|^\s*(is|are|does|do|can|should)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Asks();

    [GeneratedRegex(@"(?:\bthe\s+)?\bdifferences?\s+between\s+(?<a>[^?,;:]+?)\s+and\s+(?<b>[^?,;:\s]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Difference();

    // "VS Code", "VS 2022": an editor.
    [GeneratedRegex(@"(?<a>[^\s,;:?]+),?\s+(vs(?!\s+(code|studio|20\d\d)\b)\.?|versus)\s+(?<b>[^\s,;:?]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Versus();

    // Names of code: SomeName, some_name, some-name-of, --option, `anything`.
    [GeneratedRegex(
        @"(?<![\w-])(?<a>(?:--?[a-z][\w-]*|\w+_\w+|[A-Za-z]+[a-z][A-Z]\w*|`[^`]+`))\s+(?:and|or)\s+(?:of\s+)?"
            + @"(?<b>(?:--?[a-z][\w-]*|\w+_\w+|[A-Za-z]+[a-z][A-Z]\w*|`[^`]+`))(?![\w-])"
    )]
    private static partial Regex TwoNames();
}
