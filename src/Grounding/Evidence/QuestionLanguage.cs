using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;

namespace RagCluster.Grounding.Evidence;

/// <summary>
/// The language that a question is asked in, which need not be that of the passages. Its script decides where no other language of the
/// lists is written in it, then its own words; where these are few or speak for several, what its collection is said to be written in,
/// then what its passages are.
/// </summary>
internal static class QuestionLanguage
{
    // "Price per node" is no Italian: one word does not tell the language of a question.
    private const int ClearMin = 2;

    // What a passage says in function words decides; a few hundred words hold some hundred of them in any language.
    private const int PassageTokensMax = 400;

    // Prose of some lines holds more words of its own language, and at least twice as many as of English.
    private const int ProseMin = 5;

    /// <summary>The language of a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="passages">What was found for it, best first.</param>
    internal static LanguageWords Of(Question question, IReadOnlyList<Passage> passages)
    {
        int[] counts = Count(question.Text);
        Scripts others = ScriptReader.Of(question.Text) & ~Scripts.Latin;
        // With kana Chinese characters are Japanese.
        Scripts decisive = others.HasFlag(Scripts.Kana) ? Scripts.Kana : others;
        bool IsWrittenSo(LanguageWords language) => (language.Scripts & decisive) != Scripts.None;
        bool IsLatin(LanguageWords language) => language.Scripts == Scripts.Latin;
        int MostOf(Func<LanguageWords, bool> isCandidate) =>
            LanguageWords.All.Select((language, i) => isCandidate(language) ? counts[i] : 0).Max();

        // "Kubernetes是什么？" is Chinese, "What does 有 mean?" English.
        int inScript = MostOf(IsWrittenSo);
        int inLatin = MostOf(IsLatin);
        bool isOfScript = LanguageWords.All.Any(IsWrittenSo) && (inLatin < ClearMin || inScript >= inLatin);
        int most = isOfScript ? inScript : inLatin;
        LanguageWords[] likely =
        [
            .. LanguageWords.All.Where((language, i) => counts[i] == most && (isOfScript ? IsWrittenSo(language) : IsLatin(language))),
        ];
        bool isClear = isOfScript || most >= ClearMin;
        if (isClear && likely.Length == 1)
            return likely[0];
        return Priors(LanguageWords.Find(question.Language), passages).FirstOrDefault(prior => !isClear || likely.Contains(prior))
            ?? likely[0];
    }

    // Words at the beginning that ask tell more than others: "Is SAML supported?".
    private static int[] Count(string question)
    {
        List<Token> tokens = Tokens.Read(question);
        int[] counts = LanguageWords.Count(tokens);
        for (int i = 0; i < counts.Length; i++)
        {
            LanguageWords language = LanguageWords.All[i];
            counts[i] += language.CountUnspaced(question);
            if (tokens.Count > 0 && language.Opens(tokens[0].Word))
                counts[i]++;
            if (question.AsSpan().IndexOfAny(language.Letters) >= 0)
                counts[i]++;
        }

        return counts;
    }

    // English is also what a collection is said to be of which nobody said anything: passages that are clearly of another language outweigh
    // it.
    private static IEnumerable<LanguageWords> Priors(LanguageWords? collection, IReadOnlyList<Passage> passages)
    {
        LanguageWords english = LanguageWords.All[0];
        if (collection is not null && collection != english)
            yield return collection;
        int[] counts = LanguageWords.Count(passages.SelectMany(Prose).Take(PassageTokensMax));
        int most = counts.Max();
        bool isClear = most >= ProseMin && most >= 2 * counts[0];
        if (collection == english && !isClear)
            yield return english;
        if (most > 0)
            yield return LanguageWords.All[Array.IndexOf(counts, most)];
        if (collection == english)
            yield return english;
    }

    // Code, cells and identifiers hold "a", "do" and "no", which are words of grammar in some language.
    private static IEnumerable<Token> Prose(Passage passage)
    {
        Chunk chunk = passage.Chunk;
        ChunkBlock[] others = [.. chunk.Blocks.Where(block => block.Kind is ChunkBlockKind.Code or ChunkBlockKind.Table)];
        return Tokens
            .Read(chunk.Text)
            .Where(token =>
                IsWordOfProse(chunk.Text, token)
                && !Array.Exists(others, block => token.Start >= block.Start - chunk.Start && token.End <= block.End - chunk.Start)
            );
    }

    private static bool IsWordOfProse(string text, Token token) =>
        (token.Start == 0 || !IsOfCode(text[token.Start - 1]))
        && (
            token.End == text.Length
            || !IsOfCode(text[token.End])
            || text[token.End] == ':' && (token.End + 1 == text.Length || char.IsWhiteSpace(text[token.End + 1]))
        );

    private static bool IsOfCode(char c) =>
        c is '_' or '-' or '/' or '\\' or '=' or '<' or '>' or '`' or ':' or '$' or '@' or '#' or '|' or '{' or '}';
}
