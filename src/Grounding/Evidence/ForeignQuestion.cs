namespace RagCluster.Grounding.Evidence;

/// <summary>Reads a question in a language other than English: by the language's words for what asks, and by its scripts.</summary>
internal static class ForeignQuestion
{
    internal static AnalysedQuestion Read(string text, LanguageWords language)
    {
        List<Token> tokens = Tokens.Read(text);
        (bool[] isUnspacedStop, string? asks) = language.ReadUnspaced(text);
        int asked = tokens.FindIndex(token => language.Asks(token.Word) is not null);
        bool isMeasure = asked >= 0 && asked + 1 < tokens.Count && language.IsMeasure(tokens[asked + 1].Word);
        for (int i = 0; i < tokens.Count; i++)
        {
            Token token = tokens[i];
            bool isStop = Tokens.IsIdeograph(text[token.Start]) ? isUnspacedStop[token.Start] : language.IsStop(token.Word);
            tokens[i] = token with
            {
                IsStop = isStop,
                IsInflected = token.Kind == TokenKind.Word && !Tokens.IsIdeograph(text[token.Start]),
            };
        }

        QuestionKind kind = KindOf(asks ?? (asked >= 0 ? language.Asks(tokens[asked].Word) : null), isMeasure);
        return new AnalysedQuestion(text, kind, QuestionReader.Terms(text, tokens, default), tokens.Select(t => t.Stem).ToHashSet())
        {
            Allowance = language.Allowance,
        };
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
