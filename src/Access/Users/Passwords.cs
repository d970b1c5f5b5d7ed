using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace RagCluster.Access.Users;

/// <summary>
/// Passwords as they are kept: ASP.NET Core's own hash (PBKDF2, RFC 8018, with HMAC-SHA512 and a salt of 128 bits) at the count that
/// OWASP's Password Storage Cheat Sheet asks for. Checking one takes about a tenth of a second of processor: never do it on a grain's turn.
/// </summary>
public static class Passwords
{
    /// <summary>The fewest characters (OWASP ASVS 5.0 6.2.1 asks for 8 and recommends 15).</summary>
    public const int LengthMin = 12;

    /// <summary>The most characters: hashing takes its time by the length too.</summary>
    public const int LengthMax = 128;

    /// <summary>How often the hash is applied.</summary>
    public const int Iterations = 220_000;

    private const int GeneratedLength = 20;
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static readonly PasswordHasher<string> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    // Of a password that nobody has: whoever names a user who is not there waits as long as for one who is.
    private static readonly Lazy<string> Nobody = new(() => Hash(Generate()));

    /// <summary>A random password of 116 bits, without letters that are easily confused.</summary>
    public static string Generate() => RandomNumberGenerator.GetString(Alphabet, GeneratedLength);

    /// <summary>The form in which a password is kept.</summary>
    /// <param name="password">The password.</param>
    public static string Hash(string password) => Hasher.HashPassword("", password);

    /// <summary>Whether a password is the one that is kept, in a time that does not depend on where they differ.</summary>
    /// <param name="hash">The kept form; null where there is no such user: then false, as late.</param>
    /// <param name="password">What a person sent.</param>
    public static bool Matches(string? hash, string password)
    {
        bool matches = Hasher.VerifyHashedPassword("", hash ?? Nobody.Value, password) != PasswordVerificationResult.Failed;
        return matches && hash is not null;
    }
}
