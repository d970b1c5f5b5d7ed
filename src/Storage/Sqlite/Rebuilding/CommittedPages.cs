using RagCluster.Storage.Sqlite.Pages;

namespace RagCluster.Storage.Sqlite.Rebuilding;

/// <summary>
/// The pages of a database that nobody has open, as they were committed last: those of the file under those of the write-ahead log.
/// </summary>
internal sealed class CommittedPages : IDisposable
{
    private readonly FileStream _file;
    private readonly WalLog? _log;
    private readonly Dictionary<uint, int> _frames = [];

    /// <summary>Opens a database's file, and its log where there is one.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    internal CommittedPages(string database)
    {
        _file = File.OpenRead(database);
        Count = (uint)(_file.Length / PageSum.PageBytes);
        if (new FileInfo(database + "-wal") is not { Exists: true, Length: >= WalLog.HeadBytes + WalLog.FrameBytes })
            return;
        _log = WalLog.Map(database + "-wal");
        if (_log.IsHeadWhole)
            Lay(_log);
    }

    /// <summary>Pages; they are numbered from 1.</summary>
    internal uint Count { get; private set; }

    /// <summary>A page's bytes, which are the caller's own; null for one that is not there.</summary>
    internal byte[]? Read(uint number)
    {
        if (number == 0 || number > Count)
            return null;
        if (_frames.TryGetValue(number, out int frame))
            return _log!.Content(frame).ToArray();
        byte[] page = new byte[PageSum.PageBytes];
        _file.Position = (long)(number - 1) * PageSum.PageBytes;
        return _file.ReadAtLeast(page, page.Length, throwOnEndOfStream: false) == page.Length ? page : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _log?.Dispose();
    }

    private void Lay(WalLog log)
    {
        List<int> open = [];
        WalChecksum before = log.Start;
        for (int i = 0; log.Fits(i, before); i++)
        {
            before = log.Stored(i);
            open.Add(i);
            if (log.SizeAfter(i) == 0)
                continue;
            foreach (int frame in open)
                _frames[log.PageOf(frame)] = frame;
            open.Clear();
            Count = log.SizeAfter(i);
        }
    }
}
