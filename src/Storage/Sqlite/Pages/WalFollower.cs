using System.Buffers.Binary;
using RagCluster.Corpus.Damage;

namespace RagCluster.Storage.Sqlite.Pages;

/// <summary>Reads what a checkpoint copied from the log that is in use, for the sums of those pages. Nobody may write meanwhile.</summary>
/// <param name="database">The database's file.</param>
/// <param name="damage">Takes the findings.</param>
internal sealed class WalFollower(string database, DamageLedger damage) : IDisposable
{
    private const int FramesPerRead = 64;
    private readonly byte[] _head = new byte[WalLog.HeadBytes];
    private readonly byte[] _buffer = new byte[FramesPerRead * WalLog.FrameBytes];
    private FileStream? _file;
    private ulong _salt;
    private long _done;
    private WalChecksum _sum;

    /// <summary>The sums of the pages in the log's frames up to a place, without those that were read before.</summary>
    /// <param name="frames">Frames that are committed.</param>
    /// <returns>The sums by page; none for a page whose frame is damaged, so that it is not taken for what was written.</returns>
    /// <exception cref="IOException">The disk failed.</exception>
    internal Dictionary<uint, PageSum> Read(long frames)
    {
        Dictionary<uint, PageSum> sums = [];
        if (frames <= 0)
            return sums;
        _file ??= new FileStream(database + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        _file.Position = 0;
        _file.ReadExactly(_head);
        using WalLog log = new(_head);
        if (log.Salt != _salt || frames < _done)
            (_salt, _done, _sum) = (log.Salt, 0, log.Start);
        _file.Position = WalLog.HeadBytes + (_done * WalLog.FrameBytes);
        while (_done < frames)
        {
            int count = (int)Math.Min(FramesPerRead, frames - _done);
            _file.ReadExactly(_buffer, 0, count * WalLog.FrameBytes);
            for (int i = 0; i < count; i++)
                Add(sums, _buffer.AsSpan(i * WalLog.FrameBytes, WalLog.FrameBytes), log.IsBigEndian);
        }

        return sums;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void Add(Dictionary<uint, PageSum> sums, ReadOnlySpan<byte> frame, bool isBigEndian)
    {
        _done++;
        uint page = BinaryPrimitives.ReadUInt32BigEndian(frame);
        WalChecksum stored = WalChecksum.Read(frame[16..]);
        bool isWhole = WalLog.Computed(frame, _sum, isBigEndian) == stored;
        _sum = stored;
        sums[page] = isWhole ? PageSum.Of(frame[WalLog.FrameHeadBytes..]) : default;
        if (!isWhole)
        {
            damage.Report(
                DamageKinds.Database,
                FormattableString.Invariant($"page {page} in the write-ahead log"),
                false,
                "What is damaged in it is named when it is read; 'rag doctor' looks for it."
            );
        }
    }
}
