using System.Security.Cryptography;

namespace RagCluster.Corpus.Documents;

/// <summary>Names a document within its collection.</summary>
/// <param name="Value">1 to 128 letters, digits, <c>.</c>, <c>_</c>, <c>~</c> and <c>-</c>.</param>
[GenerateSerializer]
[Alias("RagCluster.DocumentId")]
public sealed record DocumentId([property: Id(0)] string Value)
{
    /// <summary>The longest id, in characters.</summary>
    public const int LengthMax = 128;

    /// <summary>A new id of 128 random bits: it can't be guessed and says nothing about its document.</summary>
    public static DocumentId NewRandom() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Whether <paramref name="value"/> may be an id.</summary>
    /// <param name="value">The candidate.</param>
    public static bool IsValid(string? value) =>
        !string.IsNullOrEmpty(value)
        && value.Length <= LengthMax
        && char.IsAsciiLetterOrDigit(value[0])
        && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-');

    /// <summary>The id's text.</summary>
    public override string ToString() => Value;
}
