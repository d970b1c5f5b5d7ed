using System.Text.RegularExpressions;
using RagCluster.Grounding.Evidence;

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
    /// <param name="question">The question.</param>
    /// <param name="language">The language that it is asked in, an ISO 639-1 code.</param>
    internal static string[] Of(string question, string language)
    {
        QuestionForms forms = QuestionForms.Of(language);
        string[] parts = Sentences(question);
        if (parts.Length == 1)
            parts = Joined(question, forms);
        if (parts.Length == 1)
            parts = Compared(question, forms);
        return parts.Length <= PartsMax && Array.TrueForAll(parts, part => LengthOf(part) >= PartLengthMin) ? parts : [question];
    }

    // A character of a script without spaces says about what two letters do.
    private static int LengthOf(string part) => part.Length + part.Count(Tokens.IsIdeograph);

    // "What is A? How is it set?"
    private static string[] Sentences(string question)
    {
        string[] asked = [.. AskedSentence().Matches(question).Select(match => match.Value.Trim())];
        return asked.Length > 1 && asked.Sum(part => part.Length) + asked.Length >= question.TrimEnd().Length ? asked : [question];
    }

    // "When should A be used and when is B better?"
    private static string[] Joined(string question, QuestionForms forms)
    {
        if (forms.Match(QuestionForms.Joined, question) is not { Success: true } match)
            return [question];
        string first = question[..match.Index].Trim().TrimEnd(',', '，', '、', '،');
        char mark = question.TrimEnd()[^1] is '？' or '؟' ? question.TrimEnd()[^1] : '?';
        return forms.Has(QuestionForms.Asks, first) ? [first + mark, question[match.Groups["next"].Index..].Trim()] : [question];
    }

    // "A vs B: which ...", "the difference between A and B", "defaults of someName and otherName".
    private static string[] Compared(string question, QuestionForms forms)
    {
        Match match = forms.Match(QuestionForms.Difference, question);
        string part = match.Success ? forms.Text(QuestionForms.Part) ?? "{0}" : "{0}";
        if (!match.Success)
            match = Versus().Match(question);
        if (!match.Success)
            match = forms.Match(QuestionForms.Names, question);
        if (!match.Success)
            return [question];
        return [Part("a"), Part("b")];

        string Part(string side) =>
            question[..match.Index]
            + part.Replace("{0}", match.Groups[side].Value, StringComparison.Ordinal)
            + question[(match.Index + match.Length)..];
    }

    [GeneratedRegex(@"[^?？؟]+[?？؟]+")]
    private static partial Regex AskedSentence();

    // "VS Code", "VS 2022": an editor.
    [GeneratedRegex(@"(?<a>[^\s,;:?]+),?\s+(vs(?!\s+(code|studio|20\d\d)\b)\.?|versus)\s+(?<b>[^\s,;:?]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Versus();
}
