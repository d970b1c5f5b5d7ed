using System.Collections.Frozen;

namespace RagCluster.Lexical.Analysis.Words;

/// <summary>
/// Lower-cases and takes accents off, so that "Élève" and "eleve" are one term. The table is Unicode's compatibility decomposition
/// without its marks; it is written out because the framework decomposes nothing under invariant globalization.
/// </summary>
public static class CharacterFolding
{
    /// <summary>The most characters that one character folds to.</summary>
    public const int ExpansionMax = 3;

    // Groups separated by spaces: the base character, then the characters that fold to it.
    private const string Groups =
        " ͺ 0０⁰₀ 1１₁ 2２₂ 3３₃ 4４⁴₄ 5５⁵₅ 6６⁶₆ 7７⁷₇ 8８⁸₈ 9９⁹₉ aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặａₐ bḃḅḇｂ cçćĉċčḉｃ dďḋḍḏḑḓｄđð "
        + "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệｅₑ fḟｆ gĝğġģǧǵḡｇ hĥȟḣḥḧḩḫẖｈₕħ iìíîïĩīĭįİǐȉȋḭḯỉịｉⁱı jĵǰｊ kķǩḱḳḵｋₖ lĺļľḷḹḻḽｌₗł mḿṁṃｍₘ "
        + "nñńņňǹṅṇṉṋｎⁿₙ oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợｏₒø pṕṗｐₚ qｑ rŕŗřȑȓṙṛṝṟｒ sśŝşšſșṡṣṥṧṩẛｓₛ tţťțṫṭṯṱẗｔₜŧ "
        + "uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữựｕ vṽṿｖ wŵẁẃẅẇẉẘｗ xẋẍｘₓ yýÿŷȳẏẙỳỵỷỹｙ zźżžẑẓẕｚ æǣǽ øǿ əₔ ʒǯ ʹʹ "
        + "αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ βϐ εέϵἐἑἒἓἔἕὲέ ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ θϑ ιΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ κϰ οόὀὁὂὃὄὅὸό πϖ ρϱῤῥ "
        + "ςϲ σς υΰϋύϒϓϔὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ φϕ ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ аӑӓ гѓ еѐёӗ жӂӝ зӟ ийѝӣӥ кќ оӧ уўӯӱӳ чӵ ыӹ эӭ ії ѵѷ әӛ өӫ";

    private static readonly FrozenDictionary<char, char> Bases = Groups
        .Split(' ')
        .SelectMany(group => group.Skip(1).Select(folded => KeyValuePair.Create(folded, group[0])))
        .ToFrozenDictionary();

    /// <summary>Folds one character.</summary>
    /// <param name="character">A UTF-16 code unit.</param>
    /// <param name="destination">Takes up to <see cref="ExpansionMax"/> characters.</param>
    /// <returns>Characters written; 0 for a combining accent.</returns>
    public static int Fold(char character, Span<char> destination)
    {
        if (char.IsAscii(character))
        {
            destination[0] = char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character;
            return 1;
        }

        char lower = char.ToLowerInvariant(character);
        string? expansion = Expansion(lower);
        if (expansion is not null)
        {
            expansion.CopyTo(destination);
            return expansion.Length;
        }

        destination[0] = Bases.GetValueOrDefault(lower, lower);
        return 1;
    }

    private static string? Expansion(char lower) =>
        lower switch
        {
            >= '\u0300' and <= '\u036f' or '\u00ad' => "",
            'ß' or 'ẞ' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'þ' => "th",
            'ĳ' => "ij",
            'ﬀ' => "ff",
            'ﬁ' => "fi",
            'ﬂ' => "fl",
            'ﬃ' => "ffi",
            'ﬄ' => "ffl",
            'ﬅ' or 'ﬆ' => "st",
            '’' or 'ʼ' or '＇' => "'",
            _ => null,
        };
}
