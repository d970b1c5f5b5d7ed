using System.Text;

namespace RagCluster.Text.Tokenizing;

/// <summary>
/// The code points that BERT's tokenizer splits one by one: the blocks "CJK Unified Ideographs", their extensions A to E and
/// the compatibility ideographs, as listed by the reference implementation (google-research/bert, tokenization.py).
/// </summary>
internal static class Ideographs
{
    public static bool Contains(Rune rune) =>
        rune.Value switch
        {
            < 0x3400 => false,
            <= 0x4DBF => true,
            < 0x4E00 => false,
            <= 0x9FFF => true,
            < 0xF900 => false,
            <= 0xFAFF => true,
            < 0x20000 => false,
            <= 0x2A6DF => true,
            < 0x2A700 => false,
            <= 0x2CEAF => true,
            < 0x2F800 => false,
            <= 0x2FA1F => true,
            _ => false,
        };
}
