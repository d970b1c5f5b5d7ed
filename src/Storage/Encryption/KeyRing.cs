using System.Security.Cryptography;

namespace RagCluster.Storage.Encryption;

/// <summary>The keys of stored values: the first encrypts, the others are there for reading what they encrypted.</summary>
/// <param name="Keys">The keys; none means that nothing is encrypted.</param>
public sealed record KeyRing(IReadOnlyList<ContentKey> Keys)
{
    private static readonly char[] Between = [' ', '\t', '\r', '\n', ','];

    /// <summary>A ring without keys.</summary>
    public static KeyRing Empty { get; } = new([]);

    /// <summary>A ring of one new key that nobody else has.</summary>
    public static KeyRing NewRandom() => new([new ContentKey(RandomNumberGenerator.GetBytes(KeySource.KeyBytes))]);

    /// <summary>The key that encrypts, or null.</summary>
    public ContentKey? Active => Keys.Count > 0 ? Keys[0] : null;

    /// <summary>Reads a ring: keys between white space or commas; a line that begins with <c>#</c> is none.</summary>
    /// <param name="given">The keys as they were given.</param>
    /// <exception cref="ArgumentException">One of them is no key, or there are none; the message repeats no key.</exception>
    public static KeyRing Parse(KeyText given)
    {
        ArgumentNullException.ThrowIfNull(given);
        List<ContentKey> keys = [];
        foreach (string line in given.Text.Split('\n').Where(line => !line.TrimStart().StartsWith('#')))
        {
            foreach (string word in line.Split(Between, StringSplitOptions.RemoveEmptyEntries))
            {
                byte[] bytes =
                    KeySource.Parse(word)
                    ?? throw new ArgumentException(
                        FormattableString.Invariant(
                            $"{given.Source} holds as key {keys.Count + 1} what is no key: give 32 random bytes as 64 hexadecimal "
                        ) + "digits, for example from 'openssl rand -hex 32', one key a line, the one that encrypts first."
                    );
                ContentKey key = new(bytes);
                if (keys.Exists(known => known.Id == key.Id))
                    throw new ArgumentException($"{given.Source} holds the key {key.Id} twice: remove one of them.");
                keys.Add(key);
            }
        }

        return keys.Count > 0
            ? new KeyRing(keys)
            : throw new ArgumentException($"{given.Source} holds no key: make one with 'openssl rand -hex 32'.");
    }

    /// <summary>The key of an id, or null.</summary>
    internal ContentKey? Find(ReadOnlySpan<byte> id)
    {
        foreach (ContentKey key in Keys)
        {
            if (key.IdSpan.SequenceEqual(id))
                return key;
        }

        return null;
    }
}
