using System.Security.Cryptography;
using System.Text;

namespace RagCluster.Access.Keys;

/// <summary>
/// The text of an API key, <c>sk-rag-&lt;8 characters: id&gt;-&lt;32 characters: secret&gt;</c>. The id is public and names the key in
/// lists and logs; the secret is shown once and kept as a hash only.
/// </summary>
/// <param name="Id">The key's id.</param>
/// <param name="Secret">The secret.</param>
public sealed record ApiKeyText(string Id, string Secret)
{
    /// <summary>What every key begins with, so that scanners for leaked secrets know one.</summary>
    public const string Prefix = "sk-rag-";

    private const int IdLength = 8;
    private const int SecretLength = 32;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A new key, its secret of 190 random bits.</summary>
    public static ApiKeyText New() => new(NewId(), NewSecret());

    /// <summary>Reads a key; null when the text is none.</summary>
    /// <param name="text">What a client sent.</param>
    public static ApiKeyText? Parse(string text)
    {
        if (
            text.Length != Prefix.Length + IdLength + 1 + SecretLength
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text[Prefix.Length + IdLength] != '-'
        )
            return null;
        string id = text.Substring(Prefix.Length, IdLength);
        string secret = text[^SecretLength..];
        return id.All(char.IsAsciiLetterOrDigit) && secret.All(char.IsAsciiLetterOrDigit) ? new ApiKeyText(id, secret) : null;
    }

    /// <summary>The ids of the keys that settings hold, and of everybody on an open server.</summary>
    public static IReadOnlyList<string> FixedIds { get; } = ["admin-key", "scrape-key", "anonymous"];

    /// <summary>Whether a name could be a key's id.</summary>
    /// <param name="name">The name.</param>
    public static bool CouldBeId(string name) =>
        (name.Length == IdLength && name.All(char.IsAsciiLetterOrDigit)) || FixedIds.Contains(name);

    // A secret of 190 random bits can't be guessed from its hash: what makes hashes of passwords slow would only make requests slow.
    /// <summary>The SHA-256 (FIPS 180-4) of the whole key, which is what is kept.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(ToString()));

    /// <summary>Whether a kept hash is that of this key, in a time that does not depend on where they differ.</summary>
    /// <param name="hash">The kept hash.</param>
    public bool Matches(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(Hash(), hash);

    /// <summary>The key as it is sent. Never log it.</summary>
    public override string ToString() => $"{Prefix}{Id}-{Secret}";

    private static string NewId() => RandomNumberGenerator.GetString(Alphabet, IdLength);

    private static string NewSecret() => RandomNumberGenerator.GetString(Alphabet, SecretLength);
}
