using System.Collections.Frozen;

namespace RagCluster.Text.Chunking;

/// <summary>Words whose full stop need not end a sentence, by what must follow for it to end one.</summary>
internal static class Abbreviations
{
    // Titles and references: what follows always belongs to the same sentence.
    private static readonly FrozenSet<string> Bound = Set(
        "mr mrs ms dr prof rev hon gov sen rep gen col capt lt sgt maj st messrs mme mlle fr hr frau "
            + "fig figs eq eqs sect ref refs tab app appx thm lem prop def ex cf vs viz e.g i.e eg ie ca approx incl excl esp resp "
            + "assoc asst dept univ inst est z.b u.a d.h bzw vgl sog evtl ggf"
    );

    // May close a sentence: decided by the word that follows.
    private static readonly FrozenSet<string> Open = Set(
        "al etc inc ltd corp co jr sr bros llc plc ave blvd rd sq bldg min max sec hr hrs mo yr yrs wk oz lb lbs ft "
            + "mi km kg cm mm gal tbsp tsp temp avg a.m p.m u.s u.k u.n e.u ph.d m.d b.a m.a d.c usw usf"
    );

    // Abbreviations only before a number ("No. 5", "Jan. 12", "pp. 3-9").
    private static readonly FrozenSet<string> BeforeNumber = Set(
        "no nos p pp vol vols ch chap art nr abs para pt ver v jan feb mar apr jun jul aug sep sept oct nov dec bd s kap"
    );

    private static readonly FrozenSet<string> Starters = Set(
        "the this these that those it its he she they we you i in on at for from with if when while however but and or a an as "
            + "after before there our their his her my your what why how where who then thus to by no not since although also both "
            + "each some such all moreover furthermore finally first second third because during here please one two every many most "
            + "other another once until unless use see note do does is are was were can may must should will"
    );

    internal static bool IsBound(ReadOnlySpan<char> word) => Contains(Bound, word);

    internal static bool IsOpen(ReadOnlySpan<char> word) => Contains(Open, word);

    internal static bool IsBeforeNumber(ReadOnlySpan<char> word) => Contains(BeforeNumber, word);

    /// <summary>Whether a capitalised <paramref name="word"/> commonly opens an English sentence (and is seldom a name).</summary>
    internal static bool IsStarter(ReadOnlySpan<char> word) => Contains(Starters, word);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static bool Contains(FrozenSet<string> words, ReadOnlySpan<char> word) =>
        words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
