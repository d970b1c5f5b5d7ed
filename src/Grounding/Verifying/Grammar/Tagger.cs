using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Verifying.Grammar;

/// <summary>
/// Guesses the parts of speech of a sentence from left to right: by how often the lexicon saw a word as which, its ending, and the word
/// before. It is right often enough to find what is said of whom in a plain sentence; what it takes for a noun by mistake makes a check
/// blind, not wrong.
/// </summary>
internal static class Tagger
{
    // Counts are logarithms, 16 to a doubling: a verb that is as common as its noun is one after a noun or a pronoun.
    private const int AfterNounBonus = 24;

    /// <summary>One part of speech for each token.</summary>
    internal static PartOfSpeech[] Tag(IReadOnlyList<Token> tokens)
    {
        PartOfSpeech[] parts = new PartOfSpeech[tokens.Count];
        for (int i = 0; i < tokens.Count; i++)
            parts[i] = Closed(tokens, i) ?? Open(tokens, i, parts);
        return parts;
    }

    private static PartOfSpeech? Closed(IReadOnlyList<Token> tokens, int i)
    {
        if (tokens[i].Kind == TokenKind.Number)
            return PartOfSpeech.Number;
        if (tokens[i].Word == "to" && i + 1 < tokens.Count && IsBaseVerb(tokens[i + 1].Word))
            return PartOfSpeech.Modal;
        return ClosedWords.Of(tokens[i].Word);
    }

    private static PartOfSpeech Open(IReadOnlyList<Token> tokens, int i, PartOfSpeech[] parts)
    {
        string word = tokens[i].Word;
        WordMeaning meaning = WordMeaning.Of(word);
        (int noun, int verb, int adjective, int adverb) = (
            meaning.Weight(WordKind.Noun),
            meaning.Weight(WordKind.Verb),
            meaning.Weight(WordKind.Adjective),
            meaning.Weight(WordKind.Adverb)
        );
        if (!meaning.IsKnown || (tokens[i].IsCapital && i > 0))
            return word.EndsWith("ly", StringComparison.Ordinal) && !tokens[i].IsCapital ? PartOfSpeech.Adverb : PartOfSpeech.Noun;
        if (adverb > 0 && (word.EndsWith("ly", StringComparison.Ordinal) || adverb > noun + verb + adjective))
            return PartOfSpeech.Adverb;
        int before = Before(parts, i);
        PartOfSpeech? previous = before < 0 ? null : parts[before];
        // "Number 3" is a name, and a verb may follow it.
        if (previous == PartOfSpeech.Number && before > 0 && parts[before - 1] == PartOfSpeech.Noun)
            previous = PartOfSpeech.Noun;
        bool isPast = word.EndsWith("ed", StringComparison.Ordinal) || IrregularForms.BaseOf(word) != word;
        bool isIng = word.EndsWith("ing", StringComparison.Ordinal);
        if (verb > 0 && IsVerb(tokens, i, previous, isPast, verb - Math.Max(noun, adjective)))
            return PartOfSpeech.Verb;
        bool isBeforeNoun = i + 1 < tokens.Count && ClosedWords.Of(tokens[i + 1].Word) is null && tokens[i + 1].Kind == TokenKind.Word;
        if (adjective > 0 && (adjective > noun || (noun == 0 && verb == 0)) || (noun == 0 && (isPast || isIng) && isBeforeNoun))
            return PartOfSpeech.Adjective;
        return noun > 0 || verb == 0 ? PartOfSpeech.Noun : PartOfSpeech.Verb;
    }

    private static bool IsVerb(IReadOnlyList<Token> tokens, int i, PartOfSpeech? previous, bool isPast, int lead)
    {
        bool isIng = tokens[i].Word.EndsWith("ing", StringComparison.Ordinal);
        PartOfSpeech? next =
            i + 1 < tokens.Count
                ? (tokens[i + 1].Kind == TokenKind.Number ? PartOfSpeech.Number : ClosedWords.Of(tokens[i + 1].Word))
                : null;
        return previous switch
        {
            PartOfSpeech.Modal => true,
            PartOfSpeech.Auxiliary => isPast || isIng || tokens[i - 1].Word is "do" or "does" or "did" or "don't" or "doesn't" or "didn't",
            PartOfSpeech.Determiner or PartOfSpeech.Adjective or PartOfSpeech.Number => false,
            PartOfSpeech.Preposition => isIng && (next is PartOfSpeech.Determiner or PartOfSpeech.Pronoun || lead > 0),
            PartOfSpeech.Noun or PartOfSpeech.Verb => (isPast && lead > -AfterNounBonus)
                || (isIng && lead > 0)
                || lead + (next is null ? 0 : AfterNounBonus) > (previous == PartOfSpeech.Verb ? AfterNounBonus : 0),
            PartOfSpeech.Pronoun or PartOfSpeech.Negation or PartOfSpeech.Conjunction => isPast || lead > -AfterNounBonus,
            _ => !isIng && (next is PartOfSpeech.Determiner or PartOfSpeech.Pronoun || lead > AfterNounBonus),
        };
    }

    // Adverbs and negations stand between an auxiliary and its verb.
    private static int Before(PartOfSpeech[] parts, int i)
    {
        int before = i - 1;
        while (before >= 0 && parts[before] is PartOfSpeech.Adverb or PartOfSpeech.Negation && before > 0)
            before--;
        return before;
    }

    private static bool IsBaseVerb(string word) => WordMeaning.Of(word).Weight(WordKind.Verb) > 0 && WordForms.IsBase(word, WordKind.Verb);
}
