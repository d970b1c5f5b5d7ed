using System.Numerics;
using RagCluster.Corpus.Damage;
using RagCluster.Storage.Files;

namespace RagCluster.Storage.Sqlite.Pages;

/// <summary>
/// Looks at the write-ahead log that a killed process left, before SQLite does: SQLite stops at the first frame that does not fit its
/// checksum, and silently drops what was committed behind it. A frame that does not fit is one of these:
/// <list type="bullet">
/// <item>One flipped bit of its content, salt or checksum explains it: it is set right. Where several places would, the content stays as it
/// is, since the rows' own checksums find the bit there, and the log goes on.</item>
/// <item>A later transaction goes on from one that ends at or behind it: that one was flushed and acknowledged, so this is damage too,
/// which is named, and the log goes on with what the frame holds.</item>
/// <item>Else it is the torn end of a transaction that nobody was told of, or what a transaction that was undone left. Where it is the
/// log's last commit that is torn, it is named: an acknowledged one whose bits flipped looks the same.</item>
/// </list>
/// To go on behind a frame, its checksum and those behind it are computed anew; the log is replaced by its mended copy in one step.
/// </summary>
internal sealed class WalCheck
{
    private const string MendedSuffix = "-wal-mended";
    private const int PartBytes = 1 << 20;
    private readonly WalLog _log;
    private readonly DamageLedger _damage;
    private readonly List<(string What, bool IsRepaired, string Outcome)> _found = [];
    private readonly Dictionary<uint, int> _lastFrame = [];
    private readonly List<(uint Page, int Frame)> _uncertain = [];
    private uint _size;

    private WalCheck(WalLog log, DamageLedger damage)
    {
        _log = log;
        _damage = damage;
    }

    /// <summary>Looks at the log of a database that nobody has open, and mends it.</summary>
    /// <param name="database">The database's file.</param>
    /// <param name="damage">Takes the findings.</param>
    /// <param name="isInDoubt">Whether a page in the log may be another than was written.</param>
    /// <returns>The pages that stand in the log, from 1.</returns>
    /// <exception cref="IOException">The disk failed.</exception>
    internal static HashSet<uint> Check(string database, DamageLedger damage, out bool isInDoubt)
    {
        isInDoubt = false;
        string path = database + "-wal";
        File.Delete(database + MendedSuffix);
        if (new FileInfo(path) is not { Exists: true, Length: >= WalLog.HeadBytes + WalLog.FrameBytes })
            return [];
        bool isMended;
        HashSet<uint> pages;
        using (WalLog log = WalLog.Map(path))
        {
            WalCheck check = new(log, damage);
            check.Run();
            isMended = check._found.Exists(finding => finding.IsRepaired) || check._uncertain.Count > 0;
            if (isMended)
                Write(log, database + MendedSuffix);
            check.Report();
            isInDoubt = check._uncertain.Count > 0 || check._found.Exists(finding => !finding.IsRepaired);
            pages = log.IsHeadWhole ? [.. Enumerable.Range(0, log.Count).Where(i => log.SaltOf(i) == log.Salt).Select(log.PageOf)] : [];
        }

        if (isMended)
        {
            File.Move(database + MendedSuffix, path, overwrite: true);
            DurableFile.FlushFolder(Path.GetDirectoryName(path)!);
        }

        return pages;
    }

    private static void Write(WalLog log, string mended)
    {
        using DurableFile file = DurableFile.Open(mended);
        for (long at = 0; at < log.Length; at += PartBytes)
            file.Write(log.Part(at, (int)Math.Min(PartBytes, log.Length - at)), at);
        file.Flush();
    }

    private void Run()
    {
        if (!_log.IsHeadWhole && !MendHead())
            return;
        // What the next frame's checksum went on from when it was written, and what it goes on from now.
        WalChecksum was = _log.Start;
        WalChecksum now = was;
        for (int i = 0; i < _log.Count; i++)
        {
            if (!_log.Fits(i, was) && !Mend(i, was))
                return;
            was = _log.Stored(i);
            WalChecksum right = _log.Computed(i, now);
            // A frame that is written to becomes a copy in memory.
            if (right != was)
                right.Write(_log.Frame(i)[16..]);
            now = right;
            _lastFrame[_log.PageOf(i)] = i;
            if (_log.SizeAfter(i) != 0)
                _size = _log.SizeAfter(i);
        }
    }

    // The first frame confirms which bit it was.
    private bool MendHead()
    {
        for (int bit = 0; bit < WalLog.HeadBytes * 8; bit++)
        {
            WalFlip.Flip(_log.Head, bit);
            if (_log.IsHeadWhole && (_log.Fits(0, _log.Start) || _log.Fits(1, _log.Stored(0))))
            {
                Found("the head of the write-ahead log", true, "The flipped bit was set right.");
                return true;
            }

            WalFlip.Flip(_log.Head, bit);
        }

        Found("the head of the write-ahead log", false, "What was committed last and not copied into the database yet is lost.");
        return false;
    }

    private bool Mend(int index, WalChecksum before)
    {
        if (BitOperations.PopCount(_log.SaltOf(index) ^ _log.Salt) == 1)
            _log.SetSalt(index);
        if (_log.SaltOf(index) != _log.Salt)
            return IsAcknowledged(index) && Keep(index);
        WalChecksum computed = _log.Computed(index, before);
        if (computed == _log.Stored(index))
            return SetRight(index);
        if (IsChecksumFlipped(index, computed))
        {
            computed.Write(_log.Frame(index)[16..]);
            return SetRight(index);
        }

        List<int> bits = WalFlip.Find(_log.Frame(index), computed, _log.IsBigEndian);
        if (bits.Count > 1)
            bits.RemoveAll(bit => bit < 64 && !IsLikelier(index, bit));
        if (bits.Exists(bit => bit < 64))
            bits.RemoveAll(bit => bit >= 64);
        if (bits.Count == 1)
        {
            WalFlip.Flip(_log.Frame(index), bits[0]);
            return SetRight(index);
        }

        return (bits.Count > 1 || IsAcknowledged(index)) && Keep(index);
    }

    private bool IsChecksumFlipped(int index, WalChecksum computed)
    {
        WalChecksum stored = _log.Stored(index);
        if (BitOperations.PopCount(computed.First ^ stored.First) + BitOperations.PopCount(computed.Second ^ stored.Second) != 1)
            return false;
        // The frame behind it went on from the right one. At the end it may have been either, and this way loses nothing.
        return _log.Fits(index + 1, computed) || !_log.Fits(index + 1, stored);
    }

    // A page number or a size that can't be is wrong for certain; where it can, the content is taken for the damaged part.
    private bool IsLikelier(int index, int bit)
    {
        uint now = bit < 32 ? _log.PageOf(index) : _log.SizeAfter(index);
        uint limit = _size == 0 ? uint.MaxValue : _size + (uint)_log.Count;
        return bit < 32 ? now == 0 || now > limit : now != 0 && (now > limit || now < _size);
    }

    // A transaction begins only after the one before it was flushed.
    private bool IsAcknowledged(int index)
    {
        for (int i = index; i + 1 < _log.Count && BitOperations.PopCount(_log.SaltOf(i) ^ _log.Salt) <= 1; i++)
        {
            if (_log.SizeAfter(i) != 0 && _log.Fits(i + 1, _log.Stored(i)))
                return true;
        }

        if (Enumerable.Range(index, _log.Count - index).TakeWhile(i => _log.SaltOf(i) == _log.Salt).Any(i => _log.SizeAfter(i) != 0))
            Found("the last commit in the write-ahead log", false, "It was torn before it was acknowledged, or damaged, and is left out.");
        return false;
    }

    private bool SetRight(int index)
    {
        Found(FormattableString.Invariant($"page {_log.PageOf(index)} in the write-ahead log"), true, "The flipped bit was set right.");
        return true;
    }

    private bool Keep(int index)
    {
        uint page = _log.PageOf(index);
        if (page == 0 || (_size != 0 && page > _size + (uint)_log.Count))
        {
            Found("the write-ahead log", false, "A frame does not say which page it holds; what was committed behind it is lost.");
            return false;
        }

        _log.SetSalt(index);
        _uncertain.Add((page, index));
        return true;
    }

    private void Report()
    {
        foreach ((uint page, int frame) in _uncertain)
        {
            bool isReplaced = _lastFrame.GetValueOrDefault(page) > frame;
            Found(
                FormattableString.Invariant($"page {page} in the write-ahead log"),
                isReplaced,
                isReplaced
                    ? "A later state of the page is whole."
                    : "It is used as it is; what is damaged in it is named when it is read; 'rag doctor' looks for it."
            );
        }

        foreach ((string what, bool isRepaired, string outcome) in _found)
            _damage.Report(DamageKinds.Database, what, isRepaired, outcome);
    }

    private void Found(string what, bool isRepaired, string outcome) => _found.Add((what, isRepaired, outcome));
}
