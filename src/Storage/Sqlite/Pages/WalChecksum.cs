using System.Buffers.Binary;

namespace RagCluster.Storage.Sqlite.Pages;

/// <summary>
/// The checksum of the frames of SQLite's write-ahead log, each of which goes on from the one before (SQLite, "WAL-mode File Format",
/// section 2).
/// </summary>
/// <param name="First">Its first half.</param>
/// <param name="Second">Its second half.</param>
internal readonly record struct WalChecksum(uint First, uint Second)
{
    /// <summary>Reads it from a head, where it is big-endian always.</summary>
    internal static WalChecksum Read(ReadOnlySpan<byte> from) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(from), BinaryPrimitives.ReadUInt32BigEndian(from[4..]));

    /// <summary>Writes it into a head.</summary>
    internal void Write(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt32BigEndian(to, First);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], Second);
    }

    /// <summary>Goes on with more bytes.</summary>
    /// <param name="bytes">The bytes, a multiple of eight.</param>
    /// <param name="isBigEndian">How words are read, which the log's head says.</param>
    internal WalChecksum With(ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        (uint first, uint second) = (First, Second);
        for (int at = 0; at < bytes.Length; at += 8)
        {
            ulong words = isBigEndian
                ? BinaryPrimitives.ReadUInt64BigEndian(bytes[at..])
                : BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
            (uint even, uint odd) = isBigEndian ? ((uint)(words >> 32), (uint)words) : ((uint)words, (uint)(words >> 32));
            first += even + second;
            second += odd + first;
        }

        return new WalChecksum(first, second);
    }
}
