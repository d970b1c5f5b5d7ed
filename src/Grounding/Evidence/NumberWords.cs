using System.Collections.Frozen;
using System.Globalization;

namespace RagCluster.Grounding.Evidence;

/// <summary>English number words and their values.</summary>
internal static class NumberWords
{
    // "one" and "first" are left out: they are pronouns and adverbs more often than numbers.
    private static readonly FrozenDictionary<string, double> Values = Read(
        "zero:0 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 thirteen:13 fourteen:14 fifteen:15 "
            + "sixteen:16 seventeen:17 eighteen:18 nineteen:19 twenty:20 thirty:30 forty:40 fifty:50 sixty:60 seventy:70 eighty:80 "
            + "ninety:90 dozen:12"
    );

    private static readonly FrozenDictionary<string, double> Scales = Read(
        "hundred:100 thousand:1000 million:1000000 billion:1000000000 trillion:1000000000000 mn:1000000 bn:1000000000"
    );

    private static readonly FrozenDictionary<string, double> Ordinals = Read(
        "second:2 third:3 fourth:4 fifth:5 sixth:6 seventh:7 eighth:8 ninth:9 tenth:10 eleventh:11 twelfth:12 thirteenth:13 fourteenth:14 "
            + "fifteenth:15 sixteenth:16 seventeenth:17 eighteenth:18 nineteenth:19 twentieth:20"
    );

    internal static bool TryValue(string word, out double value) => Values.TryGetValue(word, out value);

    internal static bool TryScale(string word, out double value) => Scales.TryGetValue(word, out value);

    internal static bool TryOrdinal(string word, out double value) => Ordinals.TryGetValue(word, out value);

    private static FrozenDictionary<string, double> Read(string pairs) =>
        pairs.Split(' ').Select(p => p.Split(':')).ToFrozenDictionary(p => p[0], p => double.Parse(p[1], CultureInfo.InvariantCulture));
}
