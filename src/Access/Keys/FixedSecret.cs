using System.Security.Cryptography;
using System.Text;

namespace RagCluster.Access.Keys;

/// <summary>A secret that an operator set, kept as its hash.</summary>
public sealed class FixedSecret
{
    /// <summary>The fewest characters of a secret: 32 random ones can't be guessed.</summary>
    public const int LengthMin = 32;

    private readonly byte[] _hash;

    /// <summary>Keeps a secret.</summary>
    /// <param name="secret">At least <see cref="LengthMin"/> characters.</param>
    /// <exception cref="ArgumentException">It is too short.</exception>
    public FixedSecret(string secret)
    {
        if (secret.Length < LengthMin)
            throw new ArgumentException($"A secret has at least {LengthMin} characters.", nameof(secret));
        _hash = Hash(secret);
    }

    /// <summary>Whether a text is the secret, in a time that does not depend on where they differ.</summary>
    /// <param name="text">What a client sent.</param>
    public bool Matches(string text) => CryptographicOperations.FixedTimeEquals(Hash(text), _hash);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
