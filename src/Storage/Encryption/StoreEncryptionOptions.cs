namespace RagCluster.Storage.Encryption;

/// <summary>
/// Settings of the encryption of what the store keeps, section <c>RAG__Storage__Encryption</c>. Encrypted are original contents, extracted
/// texts, the records of shards' logs, cached answers and small values (histories, state of grains that the store keeps). Not encrypted
/// are names, titles, addresses and metadata of documents, hashes, and the shards' own files and snapshots, which hold chunks' texts.
/// </summary>
public sealed class StoreEncryptionOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Storage:Encryption";

    /// <summary>
    /// Whether values are written encrypted once there are keys. False with keys writes in the clear and reads what was encrypted before:
    /// the way to turn it off.
    /// </summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The ring in the environment: the key that encrypts first, older ones after it, with commas between.</summary>
    public string? Key { get; init; }

    /// <summary>The file that holds the ring, one key a line.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The command that writes the ring.</summary>
    public string? KeyCommand { get; init; }

    /// <summary>Reads the ring.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it and the fix.</exception>
    public async Task<ContentCipher> ReadAsync(CancellationToken cancellationToken)
    {
        string[] set = [.. new[] { ("Key", Key), ("KeyFile", KeyFile), ("KeyCommand", KeyCommand) }
            .Where(one => one.Item2 is { Length: > 0 })
            .Select(one => $"RAG__Storage__Encryption__{one.Item1}")];
        if (set.Length > 1)
            throw new ArgumentException($"{string.Join(" and ", set)} are both set: give the keys in one way.");
        KeyText? given = await new KeySource("RAG__Storage__Encryption__Key", Key, KeyFile, KeyCommand).ReadAsync(cancellationToken);
        return given is null ? ContentCipher.None : new ContentCipher(KeyRing.Parse(given), Enabled);
    }
}
