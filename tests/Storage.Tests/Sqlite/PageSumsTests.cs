using RagCluster.Corpus.Damage;
using RagCluster.Storage.Sqlite.Pages;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Sqlite;

public sealed class PageSumsTests : IDisposable
{
    private const int PageBytes = 4096;
    private readonly TempFolder _folder = new();
    private readonly DamageLedger _damage = new(TimeProvider.System);

    private string File => _folder.File("file.db");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void FlippedBitsOfAPage_AreSetRight(int bits)
    {
        byte[] written = Write(pages: 5);
        Open();
        for (int seed = 0; seed < 20; seed++)
        {
            Flip(written, page: 3, bits, seed);
            Open();
            Assert.Equal(written, System.IO.File.ReadAllBytes(File));
        }

        Assert.Equal(20, _damage.Count);
        Assert.All(_damage.Findings, finding => Assert.True(finding.IsRepaired));
    }

    [Fact]
    public void ManyBits_AreNamedOnceAndLeft()
    {
        byte[] written = Write(pages: 5);
        Open();
        byte[] damaged = Flip(written, page: 3, bits: 9, seed: 1);
        Open();
        Open();
        Assert.Equal(damaged, System.IO.File.ReadAllBytes(File));
        DamageFinding finding = Assert.Single(_damage.Findings);
        Assert.Equal((false, "page 4 of the database"), (finding.IsRepaired, finding.What));
    }

    [Fact]
    public void EveryFlippedBitOfTheSums_ChangesNoPage()
    {
        byte[] written = Write(pages: 2);
        Open();
        byte[] sums = System.IO.File.ReadAllBytes(File + PageSums.Suffix);
        for (int bit = 0; bit < sums.Length * 8; bit++)
        {
            byte[] flipped = [.. sums];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            System.IO.File.WriteAllBytes(File + PageSums.Suffix, flipped);
            Open();
            Assert.Equal(written, System.IO.File.ReadAllBytes(File));
            if (bit / 8 >= 16)
                Assert.Equal(sums, System.IO.File.ReadAllBytes(File + PageSums.Suffix));
        }

        Assert.All(_damage.Findings, finding => Assert.True(finding.IsRepaired));
    }

    [Fact]
    public void PagesInTheLog_AreNotCompared()
    {
        Write(pages: 3);
        Open();
        byte[] changed = Write(pages: 3, seed: 2);
        Open(1, 2, 3);
        Assert.Equal(changed, System.IO.File.ReadAllBytes(File));
        Assert.Equal(0, _damage.Count);
    }

    [Fact]
    public void AnotherDatabase_IsNamedOnceAndTakenAsItIs()
    {
        Write(pages: 40);
        Open();
        byte[] other = Write(pages: 40, seed: 2);
        Open();
        Open();
        Assert.Equal(other, System.IO.File.ReadAllBytes(File));
        Assert.Equal("the database's file", Assert.Single(_damage.Findings).What);
    }

    [Fact]
    public void MissingSums_AreNotedAndMade()
    {
        byte[] written = Write(pages: 3);
        Open();
        Assert.Single(_damage.Notes);
        Flip(written, page: 1, bits: 1, seed: 1);
        Open();
        Assert.Equal(written, System.IO.File.ReadAllBytes(File));
        Assert.Single(_damage.Notes);
    }

    public void Dispose() => _folder.Dispose();

    private void Open(params uint[] inLog) => PageSums.Open(File, inLog.ToHashSet(), _damage).Dispose();

    private byte[] Write(int pages, int seed = 1)
    {
        byte[] bytes = new byte[pages * PageBytes];
        new Random(seed).NextBytes(bytes);
        System.IO.File.WriteAllBytes(File, bytes);
        return bytes;
    }

    private byte[] Flip(byte[] written, int page, int bits, int seed)
    {
        byte[] damaged = [.. written];
        Random random = new(seed);
        foreach (int bit in Enumerable.Range(0, bits).Select(_ => random.Next(PageBytes * 8)).Distinct())
            damaged[(page * PageBytes) + (bit / 8)] ^= (byte)(1 << (bit % 8));
        System.IO.File.WriteAllBytes(File, damaged);
        return damaged;
    }
}
