using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagCluster.Access.Auditing;

/// <summary>
/// Entries of a log that only grows, sealed by a hash (SHA-256, FIPS 180-4) over them and over the hash of the block before: who changes a
/// block, takes one out or exchanges two must make every later hash anew, and the last one is what an auditor keeps elsewhere.
/// </summary>
/// <typeparam name="T">The kind of entry; what JSON makes of it is what the hash is made of.</typeparam>
/// <param name="Number">The block's place, from 1.</param>
/// <param name="FirstSequence">The number of its first entry, from 1.</param>
/// <param name="PreviousHash">The hash of the block before; of the first block, empty.</param>
/// <param name="Entries">The entries, at least one.</param>
/// <param name="Hash">The hash over all of these, in hexadecimal digits.</param>
public sealed record ChainedBlock<T>(long Number, long FirstSequence, string PreviousHash, T[] Entries, string Hash)
{
    // What a reader does not know would be left out of the hash that it makes.
    private static readonly JsonSerializerOptions Json = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The number of the entry after the last one.</summary>
    [JsonIgnore]
    public long NextSequence => FirstSequence + Entries.Length;

    /// <summary>Seals entries as the block after another one.</summary>
    /// <param name="previous">The block before; null for the first one.</param>
    /// <param name="entries">The entries.</param>
    public static ChainedBlock<T> Seal(ChainedBlock<T>? previous, T[] entries)
    {
        ChainedBlock<T> open = new((previous?.Number ?? 0) + 1, previous?.NextSequence ?? 1, previous?.Hash ?? "", entries, "");
        return open with { Hash = open.MakeHash() };
    }

    /// <summary>Reads a block as it is; null when the bytes are none.</summary>
    /// <param name="bytes">What <see cref="ToBytes"/> made.</param>
    public static ChainedBlock<T>? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return
                JsonSerializer.Deserialize<ChainedBlock<T>>(bytes, Json)
                    is { PreviousHash: not null, Entries: not null, Hash: not null } read
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The block's bytes, to be kept.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Whether the hash is that of the rest.</summary>
    public bool IsWhole() => Hash == (this with { Hash = "" }).MakeHash();

    private string MakeHash() => Convert.ToHexStringLower(SHA256.HashData(ToBytes()));
}
