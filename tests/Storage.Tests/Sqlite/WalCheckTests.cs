using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Damage;
using RagCluster.Storage.Sqlite.Pages;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Sqlite;

/// <summary>A log as a killed process leaves it: 30 commits, none copied into the database.</summary>
public sealed class WalCheckTests : IDisposable
{
    private const int Commits = 30;
    private readonly TempFolder _folder = new();
    private readonly DamageLedger _damage = new(TimeProvider.System);

    private string Database => _folder.File("copy.db");

    private string Log => Database + "-wal";

    [Fact]
    public void IntactLog_IsLeftAsItIs()
    {
        Leave();
        byte[] before = File.ReadAllBytes(Log);
        Assert.Contains(1u, WalCheck.Check(Database, _damage, out _));
        Assert.Equal(before, File.ReadAllBytes(Log));
        Assert.Equal(0, _damage.Count);
        Assert.Equal(Commits, Count());
    }

    [Fact]
    public void AnyFlippedBit_LosesNoCommit()
    {
        Leave();
        (byte[] database, byte[] log) = (File.ReadAllBytes(Database), File.ReadAllBytes(Log));
        Random random = new(3);
        int right = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] flipped = [.. log];
            // The heads of log and frames are small, and matter most.
            int frame = WalLog.HeadBytes + (random.Next((log.Length - WalLog.HeadBytes) / WalLog.FrameBytes) * WalLog.FrameBytes);
            int at = (i % 3) switch
            {
                0 => random.Next(WalLog.HeadBytes),
                1 => frame + random.Next(WalLog.FrameHeadBytes),
                _ => random.Next(log.Length),
            };
            flipped[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Database, database);
            File.WriteAllBytes(Log, flipped);
            DamageLedger damage = new(TimeProvider.System);
            WalCheck.Check(Database, damage, out _);
            Assert.True(damage.Count == 1, $"A bit flipped in byte {at} and nothing was found.");
            AssertGoesOnToTheEnd();
            if (!File.ReadAllBytes(Log).AsSpan().SequenceEqual(log))
                continue;
            right++;
            Assert.True(Assert.Single(damage.Findings).IsRepaired);
            if (i < 60)
                Assert.Equal(Commits, Count());
        }

        Assert.True(right > 200, $"{right} of 300 were set right.");
    }

    [Fact]
    public void ManyBitsOfAnAcknowledgedCommit_AreNamedAndTheLogGoesOn()
    {
        Leave();
        byte[] log = File.ReadAllBytes(Log);
        int frame = WalLog.HeadBytes + (10 * WalLog.FrameBytes) + WalLog.FrameHeadBytes;
        for (int i = 0; i < 20; i++)
            log[frame + 200 + i] ^= 0x5a;
        File.WriteAllBytes(Log, log);
        WalCheck.Check(Database, _damage, out _);
        Assert.Single(_damage.Findings);
        AssertGoesOnToTheEnd();
    }

    [Fact]
    public void TornLastTransaction_IsNoReasonToKeepIt()
    {
        Leave();
        byte[] log = File.ReadAllBytes(Log);
        log.AsSpan(log.Length - 2000).Clear();
        File.WriteAllBytes(Log, log);
        WalCheck.Check(Database, _damage, out _);
        Assert.Equal(log, File.ReadAllBytes(Log));
        Assert.Equal("the last commit in the write-ahead log", Assert.Single(_damage.Findings).What);
        Assert.Equal(Commits - 1, Count());
    }

    [Fact]
    public void FramesOfAnEarlierRound_AreNoDamage()
    {
        Leave(rounds: 2);
        byte[] before = File.ReadAllBytes(Log);
        WalCheck.Check(Database, _damage, out _);
        Assert.Equal(before, File.ReadAllBytes(Log));
        Assert.Equal(0, _damage.Count);
    }

    // While somebody reads for long a log can't be cut: it grew beyond what an array holds, and the server did not start again.
    [Fact]
    public void LogLongerThanAnArray_IsLookedAt()
    {
        Leave();
        using (FileStream log = File.OpenWrite(Log))
            log.SetLength(Array.MaxLength + 1L);
        WalCheck.Check(Database, _damage, out bool isInDoubt);
        Assert.False(isInDoubt);
        Assert.Equal(0, _damage.Count);
        Assert.Equal(Commits, Count());
    }

    public void Dispose() => _folder.Dispose();

    private void AssertGoesOnToTheEnd()
    {
        using WalLog mended = new(File.ReadAllBytes(Log));
        WalChecksum sum = mended.Start;
        for (int i = 0; i < mended.Count; sum = mended.Stored(i++))
            Assert.True(mended.Fits(i, sum));
    }

    private void Leave(int rounds = 1)
    {
        string source = _folder.File("source.db");
        using SqliteConnection connection = new($"Data Source={source};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (id INTEGER PRIMARY KEY, bytes BLOB)");
        Random random = new(1);
        for (int i = 1; i <= Commits; i++)
        {
            byte[] bytes = new byte[random.Next(3000)];
            random.NextBytes(bytes);
            Run(connection, $"INSERT INTO t VALUES ({i}, x'{Convert.ToHexString(bytes)}')");
        }

        if (rounds > 1)
            Run(connection, "PRAGMA wal_checkpoint(FULL); DELETE FROM t WHERE id = 1");
        File.Copy(source, Database);
        File.Copy(source + "-wal", Log);
    }

    // Reading changes neither file: what SQLite would do to them is done to copies.
    private long Count()
    {
        string copy = _folder.File("count.db");
        File.Copy(Database, copy, overwrite: true);
        File.Copy(Log, copy + "-wal", overwrite: true);
        File.Delete(copy + "-shm");
        using SqliteConnection connection = new($"Data Source={copy};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM t";
        return (long)command.ExecuteScalar()!;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
