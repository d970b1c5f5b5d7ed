namespace RagCluster.Grounding.Evidence;

/// <summary>
/// Reads an abbreviation that no passage holds ("FK") as the words of the passages that it abbreviates ("foreign key").
/// </summary>
internal static class TermExpansion
{
    private const int LettersMin = 2;
    private const int LettersMax = 5;

    // Some words or other begin with these letters once: those that are meant are written again.
    private const int TimesMin = 2;
    private const int WordLengthMin = 3;

    internal static AnalysedQuestion Apply(AnalysedQuestion question, IReadOnlyList<PassageText> passages)
    {
        List<QuestionTerm> terms = [];
        foreach (QuestionTerm term in question.Terms)
        {
            if (
                IsAbbreviation(question.Text, term.Token)
                && !passages.Any(p => Holds(p, term.Token))
                && WordsOf(term, passages) is { } words
            )
                terms.AddRange(words.Select(word => term with { Token = word, IsAnchor = false, Role = 1, Next = true }));
            else
                terms.Add(term);
        }

        return question with
        {
            Terms = [.. terms],
        };
    }

    private static bool IsAbbreviation(string text, Token token) =>
        token.Kind == TokenKind.Word
        && token.Word.Length is >= LettersMin and <= LettersMax
        && text.AsSpan(token.Start, token.End - token.Start).IndexOfAnyExceptInRange('A', 'Z') < 0;

    private static bool Holds(PassageText passage, Token token) => passage.Whole.Match(token) > 0 || passage.Frame.Match(token) > 0;

    // The words that stand side by side most often, at the abbreviation's place in the question.
    private static Token[]? WordsOf(QuestionTerm term, IReadOnlyList<PassageText> passages)
    {
        string letters = term.Token.Word;
        List<Token[]> found = [];
        foreach (List<Token> tokens in passages.SelectMany(p => p.Units.Where((_, i) => !p.SpeaksToModel[i])).Select(u => u.Tokens))
        {
            for (int i = 0; i + letters.Length <= tokens.Count; i++)
            {
                int held = 0;
                while (held < letters.Length && Begins(tokens[i + held], letters[held]))
                    held++;
                if (held == letters.Length)
                    found.Add([.. tokens.Skip(i).Take(letters.Length)]);
            }
        }

        IGrouping<string, Token[]>? most = found
            .GroupBy(words => string.Join(' ', words.Select(w => w.Stem)))
            .MaxBy(group => group.Count());
        return most is null || most.Count() < TimesMin
            ? null
            : [.. most.First().Select(word => word with { Start = term.Token.Start, End = term.Token.End })];
    }

    private static bool Begins(Token token, char letter) =>
        token is { Kind: TokenKind.Word, IsContent: true, Word.Length: >= WordLengthMin } && token.Word[0] == letter;
}
