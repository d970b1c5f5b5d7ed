using System.Security.Cryptography;
using System.Text;

namespace RagCluster.Access.Users;

/// <summary>
/// The text of a refresh token, <c>rt-rag-&lt;16 characters: session&gt;-&lt;32 characters: secret&gt;</c>: good for one use, kept as a
/// hash.
/// </summary>
/// <param name="Session">The session that it goes on with.</param>
/// <param name="Secret">The secret, of 190 random bits.</param>
public sealed record RefreshText(string Session, string Secret)
{
    private const string Prefix = "rt-rag-";
    private const int SessionLength = 16;
    private const int SecretLength = 32;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>The first token of a new session.</summary>
    public static RefreshText New() => new(RandomNumberGenerator.GetString(Alphabet, SessionLength), NewSecret());

    /// <summary>The next token of the same session.</summary>
    public RefreshText Next() => this with { Secret = NewSecret() };

    /// <summary>Reads a token; null when the text is none.</summary>
    /// <param name="text">What a client sent.</param>
    public static RefreshText? Parse(string text)
    {
        if (
            text.Length != Prefix.Length + SessionLength + 1 + SecretLength
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text[Prefix.Length + SessionLength] != '-'
        )
            return null;
        string session = text.Substring(Prefix.Length, SessionLength);
        string secret = text[^SecretLength..];
        return session.All(char.IsAsciiLetterOrDigit) && secret.All(char.IsAsciiLetterOrDigit) ? new RefreshText(session, secret) : null;
    }

    /// <summary>The SHA-256 of the whole token, which is what is kept.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(ToString()));

    /// <summary>Whether a kept hash is that of this token, in a time that does not depend on where they differ.</summary>
    /// <param name="hash">The kept hash.</param>
    public bool Matches(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(Hash(), hash);

    /// <summary>The token as it is sent. Never log it.</summary>
    public override string ToString() => $"{Prefix}{Session}-{Secret}";

    private static string NewSecret() => RandomNumberGenerator.GetString(Alphabet, SecretLength);
}
