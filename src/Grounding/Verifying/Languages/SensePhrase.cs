using RagCluster.Grounding.Evidence;
using RagCluster.Lexical.Analysis.Words;

namespace RagCluster.Grounding.Verifying.Languages;

/// <summary>A phrase of <c>languages.txt</c>: words, endings left open by a star, and places left open by a tilde.</summary>
internal sealed class SensePhrase
{
    private const int GapTokensMax = 6;

    private readonly List<(string Word, bool IsStart, bool IsAfterGap)> _words = [];

    internal SensePhrase(string phrase, Sense sense, int pair, bool isRight)
    {
        Mark = new SenseMark(0, sense, pair, isRight);
        bool isAfterGap = false;
        foreach (string part in phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            List<Token> tokens = Tokens.Read(part);
            for (int i = 0; i < tokens.Count; i++)
            {
                bool isStart = i == tokens.Count - 1 && part[^1] == '*';
                // "È" is a verb and "e" joins, and one is the other without its accent.
                string word = part.Length == 1 ? part : FormOf(tokens[i]);
                _words.Add((word, isStart, isAfterGap && i == 0));
            }

            isAfterGap = part == "~";
        }
    }

    /// <summary>What it does, at no place yet.</summary>
    internal SenseMark Mark { get; }

    /// <summary>How many words it has.</summary>
    internal int Length => _words.Count;

    /// <summary>The first letter of all that it matches.</summary>
    internal char Initial => _words[0].Word[0];

    /// <summary>What phrases are compared with: the stem in Arabic, where particles are written with the word.</summary>
    internal static string FormOf(Token token) => ArabicStemmer.IsArabic(token.Word.FirstOrDefault()) ? token.Stem : token.Word;

    /// <summary>The tokens that it matches from one on, or null.</summary>
    internal List<int>? Match(string text, IReadOnlyList<Token> tokens, int at)
    {
        List<int> matched = new(_words.Count);
        foreach ((string word, bool isStart, bool isAfterGap) in _words)
        {
            int last = isAfterGap ? Math.Min(tokens.Count - 1, at + GapTokensMax) : at;
            while (at < tokens.Count && at < last && !Matches(text, tokens[at], word, isStart))
                at++;
            if (at >= tokens.Count || !Matches(text, tokens[at], word, isStart))
                return null;
            matched.Add(at++);
        }

        return matched;
    }

    private static bool Matches(string text, Token token, string word, bool isStart) =>
        isStart ? FormOf(token).StartsWith(word, StringComparison.Ordinal)
        : word.Length == 1 && token.Word.Length == 1 ? char.ToLowerInvariant(text[token.Start]) == word[0]
        : FormOf(token) == word;
}
