using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace RagCluster.Storage.Sqlite.Pages;

/// <summary>
/// The bytes of a write-ahead log: a head, then frames that hold a page each (SQLite, "WAL-mode File Format"). What is changed here is
/// changed in memory only.
/// </summary>
internal sealed class WalLog : IDisposable
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

    private readonly byte[] _bytes = [];
    private readonly SafeMemoryMappedViewHandle? _view;

    /// <summary>A log in memory.</summary>
    /// <param name="bytes">All of it, or the head only.</param>
    internal WalLog(byte[] bytes)
    {
        _bytes = bytes;
        Length = bytes.Length;
    }

    private WalLog(SafeMemoryMappedViewHandle view, long length)
    {
        _view = view;
        Length = length;
    }

    /// <summary>Its bytes.</summary>
    internal long Length { get; }

    /// <summary>The head.</summary>
    internal Span<byte> Head => Part(0, HeadBytes);

    /// <summary>Frames, those of an earlier round included.</summary>
    internal int Count => (int)Math.Max(0, (Length - HeadBytes) / FrameBytes);

    /// <summary>Whether the head is one that SQLite wrote.</summary>
    internal bool IsHeadWhole =>
        Length >= HeadBytes
        && (Number(0) & ~1u) == Magic
        && Number(4) == Version
        && Number(8) == PageSum.PageBytes
        && default(WalChecksum).With(Part(0, SumAt), IsBigEndian) == Start;

    /// <summary>What marks the frames of this round.</summary>
    internal ulong Salt => BinaryPrimitives.ReadUInt64BigEndian(Head[SaltAt..]);

    /// <summary>What the first frame's checksum goes on from.</summary>
    internal WalChecksum Start => WalChecksum.Read(Head[SumAt..]);

    /// <summary>How the checksums read words.</summary>
    internal bool IsBigEndian => (Head[3] & 1) != 0;

    /// <summary>A frame.</summary>
    internal Span<byte> Frame(int index) => Part(HeadBytes + ((long)index * FrameBytes), FrameBytes);

    /// <summary>The page that a frame holds, from 1.</summary>
    internal uint PageOf(int index) => BinaryPrimitives.ReadUInt32BigEndian(Frame(index));

    /// <summary>Pages of the database after the transaction that a frame ends; 0 where it ends none.</summary>
    internal uint SizeAfter(int index) => BinaryPrimitives.ReadUInt32BigEndian(Frame(index)[4..]);

    /// <summary>What marks a frame's round.</summary>
    internal ulong SaltOf(int index) => BinaryPrimitives.ReadUInt64BigEndian(Frame(index)[8..]);

    /// <summary>Marks a frame as one of this round.</summary>
    internal void SetSalt(int index) => Part(SaltAt, sizeof(ulong)).CopyTo(Frame(index)[8..]);

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

    /// <summary>
    /// Maps a log's file: while somebody reads for long it can't be cut, and may grow beyond what an array or the memory holds.
    /// </summary>
    /// <param name="path">The file; not empty.</param>
    /// <exception cref="IOException">It can't be opened or mapped.</exception>
    internal static WalLog Map(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        const MemoryMappedFileAccess Access = MemoryMappedFileAccess.CopyOnWrite;
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(stream, null, 0, Access, HandleInheritability.None, leaveOpen: true);
        return new WalLog(file.CreateViewAccessor(0, stream.Length, Access).SafeMemoryMappedViewHandle, stream.Length);
    }

    /// <summary>Some of the bytes.</summary>
    /// <param name="offset">The first one's place.</param>
    /// <param name="length">How many.</param>
    internal unsafe Span<byte> Part(long offset, int length)
    {
        if (_view is null)
            return _bytes.AsSpan((int)offset, length);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + length, Length);
        return new Span<byte>((byte*)_view.DangerousGetHandle() + offset, length);
    }

    /// <inheritdoc/>
    public void Dispose() => _view?.Dispose();

    private uint Number(int at) => BinaryPrimitives.ReadUInt32BigEndian(Head[at..]);
}
