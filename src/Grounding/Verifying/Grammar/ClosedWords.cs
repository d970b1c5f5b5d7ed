using System.Collections.Frozen;

namespace RagCluster.Grounding.Verifying.Grammar;

/// <summary>English words whose part of speech is known without a look at their neighbours.</summary>
internal static class ClosedWords
{
    private static readonly FrozenDictionary<string, PartOfSpeech> Parts = Of(
        (
            PartOfSpeech.Determiner,
            "a an the this these those each every some any no all both either neither another such my your his her its our their "
                + "many most several few much more less fewer other"
        ),
        (
            PartOfSpeech.Pronoun,
            "i you he she it we they him them me us who whom which what there himself herself itself themselves that whose one ones others"
        ),
        (
            PartOfSpeech.Preposition,
            "of in on at by for with from into onto over under about between among amongst through during before after within "
                + "without against across along around behind "
                + "below above beyond near since until till than as per via toward towards despite except unlike like upon off out "
                + "up down outside inside throughout to"
        ),
        (PartOfSpeech.Conjunction, "and or but nor if because while although though unless when where whereas whether so yet once then"),
        (
            PartOfSpeech.Auxiliary,
            "is are was were be been being am isn't aren't wasn't weren't has have had having hasn't haven't hadn't does do did "
                + "doesn't don't didn't"
        ),
        (PartOfSpeech.Modal, "can could may might must shall should will would cannot can't won't couldn't wouldn't shouldn't mustn't"),
        (PartOfSpeech.Negation, "not never"),
        (
            PartOfSpeech.Adverb,
            "also only still already always often just even ever very too here again however therefore thus instead soon now"
        )
    );

    /// <summary>The part of speech of a word of these, or null.</summary>
    internal static PartOfSpeech? Of(string word) => Parts.TryGetValue(word, out PartOfSpeech part) ? part : null;

    /// <summary>Whether a word is a form of "be", which makes a participle passive.</summary>
    internal static bool IsBe(string word) =>
        word is "is" or "are" or "was" or "were" or "be" or "been" or "being" or "am" or "isn't" or "aren't" or "wasn't" or "weren't";

    private static FrozenDictionary<string, PartOfSpeech> Of(params (PartOfSpeech Part, string Words)[] lists) =>
        lists
            .SelectMany(list => list.Words.Split(' ').Select(word => (word, list.Part)))
            .ToFrozenDictionary(pair => pair.word, pair => pair.Part);
}
