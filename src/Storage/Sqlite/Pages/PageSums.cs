using System.Numerics;
using RagCluster.Corpus.Damage;
using RagCluster.Storage.Files;

namespace RagCluster.Storage.Sqlite.Pages;

/// <summary>
/// The checksums of the database's pages, in a file beside it. SQLite has none of its own, and a bit that flips in an index or in a page's
/// head changes what is found without changing any row.
/// Invariant, at every moment at which the process or the machine may stop: a page that does not stand in the write-ahead log has the sum
/// that is stored for it, or none is stored. Why it holds:
/// <list type="bullet">
/// <item>Pages of the file change only in a checkpoint, and to what the log holds. The log keeps them until the first write after a
/// checkpoint that copied all of it. The one thread that writes also runs the checkpoints, and stores the sums after the copy was flushed
/// and before it writes again: whenever a page or its sum may be half new, the page stands in the log.</item>
/// <item>Opening compares only pages that do not stand in the log; the others are overwritten by it, and SQLite's own checksums guard the
/// log's frames (<see cref="WalCheck"/>). Then the log is copied, and those sums stored, before anything is acknowledged. So a torn page or
/// a torn sum is never looked at, no good page looks damaged, and none is set back to an older state.</item>
/// <item>A stored sum is overwritten in place: a write that power loss tears leaves its neighbours as they were, as SQLite too assumes of
/// disks (powersafe overwrite).</item>
/// <item>Sums that can't be stored are removed, all of them, before the log may be used again.</item>
/// </list>
/// A checkpoint reads back what it copied and nothing else. One or two flipped bits of a page are set right. Whoever writes to the database
/// by other means removes this file.
/// </summary>
internal sealed class PageSums : IDisposable
{
    /// <summary>Ends the file's name.</summary>
    internal const string Suffix = ".sums";

    private const int HeadBytes = 16;
    private const int PagesPerRead = 256;
    private const int HeadFlipsMax = 2;
    private const int OtherStateMin = 16;
    private static readonly byte[] Head = "RAGSUMS2 4096 B\n"u8.ToArray();
    private readonly string _path;
    private readonly DamageLedger _damage;
    private DurableFile? _file;

    private PageSums(string path, DamageLedger damage)
    {
        _path = path;
        _damage = damage;
    }

    /// <summary>Whether a page may be another than was written: it had no sum, or could not be set right.</summary>
    internal bool AreInDoubt { get; private set; }

    /// <summary>
    /// Compares a database that nobody has open with its sums, sets right what can be, and stores the sums that are missing.
    /// </summary>
    /// <param name="database">The database's file.</param>
    /// <param name="inLog">Pages that stand in the write-ahead log, from 1.</param>
    /// <param name="damage">Takes the findings.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    internal static PageSums Open(string database, IReadOnlySet<uint> inLog, DamageLedger damage)
    {
        PageSums sums = new(database + Suffix, damage);
        // With a rollback journal, which a first start leaves that was killed, SQLite writes pages by other rules.
        if (new FileInfo(database) is not { Exists: true, Length: > 0 } || File.Exists(database + "-journal"))
            sums.Forget();
        else
            sums.Compare(database, inLog);
        return sums;
    }

    /// <summary>Stores the sums of a database that is whole and that nobody has open; durable when it returns.</summary>
    /// <param name="database">The database's file.</param>
    /// <exception cref="IOException">The disk failed or is full.</exception>
    internal static void Make(string database)
    {
        Dictionary<uint, PageSum> pages = [];
        using (FileStream file = File.OpenRead(database))
            ForEach(file, (number, page) => pages[number] = PageSum.Of(page));
        using PageSums sums = new(database + Suffix, new DamageLedger(TimeProvider.System));
        sums.Forget();
        sums.Write(pages);
        sums.Flush();
    }

    /// <summary>Stores the sums of pages that a checkpoint copied; durable when it returns.</summary>
    /// <param name="pages">The sums by page, from 1.</param>
    /// <exception cref="IOException">A flush failed; there are no sums any more.</exception>
    internal void Store(IReadOnlyDictionary<uint, PageSum> pages)
    {
        if (pages.Count == 0)
            return;
        try
        {
            Write(pages);
        }
        catch (IOException)
        {
            // The sums are a help and no promise: on a full disk the database goes on without them, and the next checkpoint begins new
            // ones.
            Forget();
            return;
        }

        Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Write(IReadOnlyDictionary<uint, PageSum> pages)
    {
        DurableFile file = OpenFile();
        uint[] numbers = [.. pages.Keys.Order()];
        byte[] run = new byte[PagesPerRead * PageSum.Bytes];
        for (int first = 0, next; first < numbers.Length; first = next)
        {
            for (
                next = first;
                next < numbers.Length && next - first < PagesPerRead && numbers[next] - numbers[first] == next - first;
                next++
            )
                pages[numbers[next]].Write(run.AsSpan((next - first) * PageSum.Bytes));
            file.Write(run.AsSpan(0, (next - first) * PageSum.Bytes), HeadBytes + ((long)(numbers[first] - 1) * PageSum.Bytes));
        }
    }

    private void Flush()
    {
        try
        {
            _file!.Flush();
        }
        catch (IOException)
        {
            Forget();
            throw;
        }
    }

    private DurableFile OpenFile()
    {
        if (_file is not null)
            return _file;
        bool isNew = !File.Exists(_path);
        _file = DurableFile.Open(_path);
        if (isNew)
        {
            _file.Write(Head, 0);
            DurableFile.FlushFolder(Path.GetDirectoryName(_path)!);
        }

        return _file;
    }

    private void Forget()
    {
        Dispose();
        if (!File.Exists(_path))
            return;
        File.Delete(_path);
        DurableFile.FlushFolder(Path.GetDirectoryName(_path)!);
    }

    private void Compare(string database, IReadOnlySet<uint> inLog)
    {
        byte[]? stored = Read();
        AreInDoubt = stored is null;
        if (stored is null)
            _damage.Note(
                $"The checksums of the database's pages, {Path.GetFileName(_path)}, were not there. They were computed of the pages "
                    + "as they are, after the whole database was read; values that were changed before are found when they are read."
            );
        Dictionary<uint, PageSum> changed = [];
        List<uint> damaged = [];
        uint pages = 0;
        using (FileStream file = File.OpenRead(database))
        {
            ForEach(
                file,
                (number, page) =>
                {
                    pages = number;
                    if (inLog.Contains(number))
                        return;
                    PageSum now = PageSum.Of(page);
                    PageSum wanted = At(stored, number);
                    AreInDoubt |= !wanted.IsKnown;
                    if (!wanted.IsKnown || IsSumDamaged(now, wanted))
                        changed[number] = now;
                    else if (now != wanted)
                        damaged.Add(number);
                }
            );
        }

        if (damaged.Count > OtherStateMin && damaged.Count > pages / 2)
        {
            _damage.Report(
                DamageKinds.Database,
                "the database's file",
                false,
                "It is not the one that was closed here last: most pages differ. They are taken as they are."
            );
            AreInDoubt = true;
            Forget();
        }
        else if (damaged.Count > 0)
        {
            Correct(database, stored, damaged, changed);
        }

        Store(changed);
    }

    // A flipped bit of a page changes both sums, so where only one differs it is the sum that is damaged.
    private bool IsSumDamaged(PageSum now, PageSum wanted)
    {
        if (now == wanted || (now.Crc != wanted.Crc && now.Weighed != wanted.Weighed))
            return false;
        _damage.Report(
            DamageKinds.Database,
            "a checksum of the database's pages",
            true,
            "It was computed again; the other one of the page fits."
        );
        return true;
    }

    private void Correct(string database, byte[]? stored, List<uint> damaged, Dictionary<uint, PageSum> changed)
    {
        PageCorrection correction = new(PageSum.PageBytes);
        byte[] page = new byte[PageSum.PageBytes];
        using DurableFile file = DurableFile.Open(database);
        foreach ((int index, uint number) in damaged.Index())
        {
            _damage.Advance(FormattableString.Invariant($"damaged pages are set right: {index} of {damaged.Count}"));
            long offset = (long)(number - 1) * PageSum.PageBytes;
            file.Read(page, offset);
            PageSum wanted = At(stored, number);
            bool isRight = correction.Correct(page, wanted.Crc, candidate => PageSum.Of(candidate) == wanted);
            AreInDoubt |= !isRight;
            if (isRight)
                file.Write(page, offset);
            else
                changed[number] = PageSum.Of(page);
            _damage.Report(
                DamageKinds.Database,
                FormattableString.Invariant($"page {number} of the database"),
                isRight,
                isRight ? "The flipped bits were set right." : "What is damaged in it is named when it is read; 'rag doctor' looks for it."
            );
        }

        file.Flush();
    }

    private byte[]? Read()
    {
        if (!File.Exists(_path))
            return null;
        byte[] stored = File.ReadAllBytes(_path);
        if (
            stored.Length >= HeadBytes
            && Enumerable.Range(0, HeadBytes).Sum(i => BitOperations.PopCount((uint)(stored[i] ^ Head[i]))) <= HeadFlipsMax
        )
            return stored;
        _damage.Report(
            DamageKinds.Database,
            "the checksums of the database's pages",
            true,
            "They were computed again, of the pages as they are."
        );
        Forget();
        return null;
    }

    private static PageSum At(byte[]? stored, uint number)
    {
        long at = HeadBytes + ((long)(number - 1) * PageSum.Bytes);
        return stored is null || at + PageSum.Bytes > stored.Length ? default : PageSum.Read(stored.AsSpan((int)at));
    }

    private delegate void OnPage(uint number, ReadOnlySpan<byte> page);

    private static void ForEach(FileStream database, OnPage each)
    {
        byte[] buffer = new byte[PagesPerRead * PageSum.PageBytes];
        uint number = 0;
        int read;
        do
        {
            read = database.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            for (int at = 0; at + PageSum.PageBytes <= read; at += PageSum.PageBytes)
                each(++number, buffer.AsSpan(at, PageSum.PageBytes));
        } while (read == buffer.Length);
    }
}
