namespace RagCluster.Storage.Encryption;

/// <summary>
/// Settings of the encryption of what the store keeps, section <c>RAG__Storage__Encryption</c>. Encrypted are original contents, extracted
/// texts, the records of shards' logs, cached answers, small values (histories, state of grains that the store keeps), and the shards'
/// files with their snapshots. Not encrypted are names, titles, addresses and metadata of documents in the tables, and hashes.
/// </summary>
public sealed class StoreEncryptionOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Storage:Encryption";

    /// <summary>What the settings' names begin with in the environment.</summary>
    public const string Prefix = "RAG__Storage__Encryption__";

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

    /// <summary>Whether keys are given.</summary>
    public bool IsSet => Given.Any();

    private IEnumerable<string> Given =>
        new[] { (nameof(Key), Key), (nameof(KeyFile), KeyFile), (nameof(KeyCommand), KeyCommand) }
            .Where(one => one.Item2 is { Length: > 0 })
            .Select(one => Prefix + one.Item1);

    /// <summary>Reads the ring.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it and the fix.</exception>
    public async Task<ContentCipher> ReadAsync(CancellationToken cancellationToken)
    {
        if (Given.Count() > 1)
            throw new ArgumentException($"{string.Join(" and ", Given)} are set: give the keys in one way.");
        KeyText? given = await new KeySource($"{Prefix}Key", Key, KeyFile, KeyCommand).ReadAsync(cancellationToken);
        return given is null ? ContentCipher.None : new ContentCipher(KeyRing.Parse(given), Enabled);
    }
}
