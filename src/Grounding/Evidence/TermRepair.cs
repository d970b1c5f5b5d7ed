namespace RagCluster.Grounding.Evidence;

/// <summary>
/// Reads mistyped terms of a question as the words of the passages that they are nearest to. A term that the collection holds anywhere is
/// spelled
/// as it is meant.
/// </summary>
internal static class TermRepair
{
    // A word in fewer documents than one in a thousand may be a mistake that somebody else made too.
    private const double AbsentShare = 0.001;

    internal static AnalysedQuestion Apply(
        AnalysedQuestion question,
        IReadOnlyList<PassageText> passages,
        Func<string, WordFrequency?>? frequency
    )
    {
        QuestionTerm[] terms = [.. question.Terms];
        Lazy<List<Token>> vocabulary = new(() =>
            [.. passages.SelectMany(p => p.Units).SelectMany(u => u.Tokens).Where(t => t.Kind == TokenKind.Word).DistinctBy(t => t.Word)]
        );
        for (int i = 0; i < terms.Length; i++)
        {
            // The first letter is seldom mistyped; "OData" is not "data", nor "SAML" "same".
            Token token = terms[i].Token;
            if (
                token.Kind != TokenKind.Word
                || !question.Text.AsSpan(token.Start, token.End - token.Start).ContainsAnyInRange('a', 'z')
                || Spelling.MistakesMax(token.Word.Length) == 0
                || (frequency?.Invoke(token.Word) is { } held && held.Holding > AbsentShare * held.Chunks)
            )
                continue;
            if (passages.Any(p => p.Whole.Match(token) > 0 || p.Frame.Match(token) > 0))
                continue;
            Token meant = vocabulary.Value.Find(t => t.Word[0] == token.Word[0] && Spelling.IsMistyped(token.Word, t.Word));
            if (meant.Word is not null)
                terms[i] = terms[i] with { Token = token with { Word = meant.Word, Stem = meant.Stem, IsStop = meant.IsStop } };
        }

        return question with
        {
            Terms = [.. terms.Where(term => !term.Token.IsStop)],
        };
    }
}
