using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Abstention;

/// <summary>
/// Finds the names in a question that its collection does not hold. What is said of other things does not answer then, however much of
/// the rest of the question it holds: pages on Azure's cache are no answer to who asks for its Terraform resource.
/// </summary>
internal static class AbsentNames
{
    private const int LengthMin = 2;

    // Of a shorter one any two words may be the halves.
    private const int PartLengthMin = 3;

    // A title has capitals on words that are no names.
    private const double CapitalsMax = 0.5;

    private static readonly string[] Endings = ["", "s", "d", "ed", "ing"];

    /// <summary>Whether there is one. In English alone, of which the server has a dictionary.</summary>
    internal static bool Any(EvidenceSet evidence)
    {
        AnalysedQuestion question = evidence.Question;
        if (question.Language != "en")
            return false;
        bool isTitle = question.Terms.Length > 2 && question.Terms.Count(t => t.Token.IsCapital) > CapitalsMax * question.Terms.Length;
        for (int i = 0; i < question.Terms.Length; i++)
        {
            Token token = question.Terms[i].Token;
            if (!evidence.Weights.IsAbsent(i) || token.Kind != TokenKind.Word || token.Word.Length < LengthMin)
                continue;
            bool isWritten = token.IsCapital && !isTitle && !BeginsSentence(question.Text, token);
            if (isWritten || IsStrange(token.Word))
                return true;
        }

        return false;
    }

    private static bool BeginsSentence(string text, Token token)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, token.Start).TrimEnd(" \t\r\n\"'“‘«([*_`-");
        return before.IsEmpty || before[^1] is '.' or '?' or '!' or ':' or ';';
    }

    // "kubernetes", where "subpath" is made of two words, "config" is the beginning of one and "recieve" a mistake.
    private static bool IsStrange(string word)
    {
        if (WordMeaning.Of(word).IsKnown)
            return false;
        for (int i = PartLengthMin; i <= word.Length - PartLengthMin; i++)
        {
            if (WordMeaning.Of(word[..i]).IsKnown && WordMeaning.Of(word[i..]).IsKnown)
                return false;
        }

        string[] forms = [.. Endings.Where(e => word.EndsWith(e, StringComparison.Ordinal)).Select(e => word[..^e.Length])];
        return !EnglishWords
            .Instance.BeginningWith(word[0])
            .Any(known => known.StartsWith(word, StringComparison.Ordinal) || forms.Any(form => Spelling.IsMistyped(form, known)));
    }
}
