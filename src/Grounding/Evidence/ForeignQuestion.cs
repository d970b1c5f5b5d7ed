namespace RagCluster.Grounding.Evidence;

/// <summary>Reads a question in a language other than English: by the language's words for what asks, and by its scripts.</summary>
internal static class ForeignQuestion
{
    // A shorter word stands in many by chance.
    private const int PartLengthMin = 5;

    internal static AnalysedQuestion Read(string text, LanguageWords language)
    {
        List<Token> tokens = Tokenize(text, language);
        string? asks = language.ReadUnspaced(text).Asks;
        int asked = tokens.FindIndex(token => language.Asks(token.Word) is not null);
        bool isMeasure = asked >= 0 && asked + 1 < tokens.Count && language.IsMeasure(tokens[asked + 1].Word);
        QuestionKind kind = KindOf(asks ?? (asked >= 0 ? language.Asks(tokens[asked].Word) : null), isMeasure);
        return new AnalysedQuestion(text, kind, QuestionReader.Terms(text, tokens, default), tokens.Select(t => t.Stem).ToHashSet())
        {
            Allowance = language.Allowance,
        };
    }

    /// <summary>The words of a question, of which each says whether it is a term in this language.</summary>
    internal static List<Token> Tokenize(string text, LanguageWords language)
    {
        List<Token> tokens = language.Read(text);
        bool[] isUnspacedStop = language.ReadUnspaced(text).IsStop;
        for (int i = 0; i < tokens.Count; i++)
        {
            Token token = tokens[i];
            bool isUnspaced = Tokens.IsIdeograph(text[token.Start]);
            tokens[i] = token with
            {
                IsStop = isUnspaced ? isUnspacedStop[token.Start] : language.IsStop(token.Word),
                MayBePart = language.HasCompounds && token.Kind == TokenKind.Word && token.Word.Length >= PartLengthMin,
            };
        }

        return tokens;
    }

    private static QuestionKind KindOf(string? asks, bool isMeasure) =>
        asks switch
        {
            "who" => QuestionKind.Person,
            "when" => QuestionKind.Time,
            "where" => QuestionKind.Place,
            "why" => QuestionKind.Reason,
            "count" => QuestionKind.Quantity,
            "how" => isMeasure ? QuestionKind.Quantity : QuestionKind.Manner,
            "what" => QuestionKind.Thing,
            _ => QuestionKind.Other,
        };
}
