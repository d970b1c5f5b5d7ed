using System.Buffers.Binary;

namespace RagCluster.Storage.Sqlite.Pages;

/// <summary>The bytes of a write-ahead log: a head, then frames that hold a page each (SQLite, "WAL-mode File Format").</summary>
/// <param name="bytes">All of it, or the head only.</param>
internal sealed class WalLog(byte[] bytes)
{
    /// <summary>Bytes of the log's head.</summary>
    internal const int HeadBytes = 32;

    /// <summary>Bytes of a frame's head.</summary>
    internal const int FrameHeadBytes = 24;

    /// <summary>Bytes of a frame.</summary>
    internal const int FrameBytes = FrameHeadBytes + PageSum.PageBytes;

    private const int SaltAt = 16;
    private const int SumAt = 24;
    private const uint Magic = 0x377f0682;
    private const uint Version = 3_007_000;

    /// <summary>The bytes.</summary>
    internal byte[] Bytes => bytes;

    /// <summary>Frames, those of an earlier round included.</summary>
    internal int Count => Math.Max(0, (bytes.Length - HeadBytes) / FrameBytes);

    /// <summary>Whether the head is one that SQLite wrote.</summary>
    internal bool IsHeadWhole =>
        bytes.Length >= HeadBytes
        && (Number(0) & ~1u) == Magic
        && Number(4) == Version
        && Number(8) == PageSum.PageBytes
        && default(WalChecksum).With(bytes.AsSpan(0, SumAt), IsBigEndian) == Start;

    /// <summary>What marks the frames of this round.</summary>
    internal ulong Salt => BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(SaltAt));

    /// <summary>What the first frame's checksum goes on from.</summary>
    internal WalChecksum Start => WalChecksum.Read(bytes.AsSpan(SumAt));

    /// <summary>How the checksums read words.</summary>
    internal bool IsBigEndian => (bytes[3] & 1) != 0;

    /// <summary>A frame.</summary>
    internal Span<byte> Frame(int index) => bytes.AsSpan(HeadBytes + (index * FrameBytes), FrameBytes);

    /// <summary>The page that a frame holds, from 1.</summary>
    internal uint PageOf(int index) => BinaryPrimitives.ReadUInt32BigEndian(Frame(index));

    /// <summary>Pages of the database after the transaction that a frame ends; 0 where it ends none.</summary>
    internal uint SizeAfter(int index) => BinaryPrimitives.ReadUInt32BigEndian(Frame(index)[4..]);

    /// <summary>What marks a frame's round.</summary>
    internal ulong SaltOf(int index) => BinaryPrimitives.ReadUInt64BigEndian(Frame(index)[8..]);

    /// <summary>Marks a frame as one of this round.</summary>
    internal void SetSalt(int index) => bytes.AsSpan(SaltAt, sizeof(ulong)).CopyTo(Frame(index)[8..]);

    /// <summary>A frame's page.</summary>
    internal Span<byte> Content(int index) => Frame(index)[FrameHeadBytes..];

    /// <summary>The checksum that a frame carries.</summary>
    internal WalChecksum Stored(int index) => WalChecksum.Read(Frame(index)[16..]);

    /// <summary>The checksum that a frame should carry.</summary>
    /// <param name="index">The frame.</param>
    /// <param name="before">That of the frame before it.</param>
    internal WalChecksum Computed(int index, WalChecksum before) => Computed(Frame(index), before, IsBigEndian);

    /// <summary>The checksum that a frame should carry.</summary>
    internal static WalChecksum Computed(ReadOnlySpan<byte> frame, WalChecksum before, bool isBigEndian) =>
        before.With(frame[..8], isBigEndian).With(frame[FrameHeadBytes..], isBigEndian);

    /// <summary>Whether SQLite takes a frame.</summary>
    internal bool Fits(int index, WalChecksum before) =>
        index < Count && SaltOf(index) == Salt && PageOf(index) != 0 && Computed(index, before) == Stored(index);

    private uint Number(int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
}
