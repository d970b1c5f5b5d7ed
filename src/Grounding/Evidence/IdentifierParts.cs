namespace RagCluster.Grounding.Evidence;

/// <summary>The words within identifiers: a question says "database schema name" where code says <c>DatabaseSchemaName</c>.</summary>
internal static class IdentifierParts
{
    private const int PartLengthMin = 2;

    /// <summary>The parts of those tokens that are written in camel case.</summary>
    internal static IEnumerable<Token> Of(string text, List<Token> tokens)
    {
        foreach (Token token in tokens)
        {
            int end = Math.Min(token.End, text.Length);
            int start = token.Start;
            for (int at = token.Start + 1; at <= end; at++)
            {
                bool isHump =
                    at < end
                    && char.IsUpper(text[at])
                    && (char.IsLower(text[at - 1]) || (at + 1 < end && char.IsLower(text[at + 1]) && char.IsUpper(text[at - 1])));
                if (!isHump && at < end)
                    continue;
                // A word of one part is a token already.
                if (at - start >= PartLengthMin && (start > token.Start || at < end))
                {
                    string word = LetterFolding.Fold(text.AsSpan(start, at - start));
                    yield return new Token(start, at, word, Stemmer.Stem(word), TokenKind.Word) { IsStop = StopWords.Contains(word) };
                }

                start = at;
            }
        }
    }
}
