using System.Globalization;
using System.Text;

namespace RagCluster.Storage.Encryption;

/// <summary>Where a value stands. It is bound to its place: in another one it can't be read.</summary>
internal readonly record struct ContentPlace
{
    private ContentPlace(string name) => Name = name;

    /// <summary>
    /// Original bytes. They are bound to their hash, which is compared when they are read: the row that holds them is named by nothing
    /// else before it is written.
    /// </summary>
    internal static ContentPlace Blob { get; } = new("blobs");

    /// <summary>The place's name; no two places have the same.</summary>
    internal string Name { get; }

    /// <summary>A version's text.</summary>
    internal static ContentPlace Text(long document, long generation) => new(Invariant($"texts/{document}/{generation}"));

    /// <summary>A record of a log.</summary>
    internal static ContentPlace Record(long collection, long shard, long sequence) =>
        new(Invariant($"shard_log/{collection}/{shard}/{sequence}"));

    /// <summary>A small value.</summary>
    internal static ContentPlace KeyValue(string scope, string key) => new(Invariant($"key_values/{scope.Length}/{scope}/{key}"));

    /// <summary>A column of a cached value.</summary>
    internal static ContentPlace Cached(string column, long part, string digest) => new(Invariant($"cold_cache/{column}/{part}/{digest}"));

    /// <summary>The bytes that the value's tag covers too.</summary>
    internal byte[] ToBytes() => Encoding.UTF8.GetBytes(Name);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
