using RagCluster.Backup.Encryption;

namespace RagCluster.Backup.Tests.Encryption;

/// <summary>What was encrypted comes back, and anything else is refused.</summary>
public sealed class PartCipherTests
{
    private const int Chunk = 64 << 10;
    private const int Head = 40;
    private const int Tag = 16;
    private static readonly BackupKey Key = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((3 * Chunk) + 7)]
    public void EncryptedBytes_ComeBack(int length)
    {
        byte[] plain = Sample(length);
        byte[] sealedBytes = PartCipher.Encrypt(Key, "a/000001-texts", plain);
        Assert.Equal(plain, PartCipher.Decrypt(Key, "a/000001-texts", sealedBytes));
        Assert.NotEqual(sealedBytes, PartCipher.Encrypt(Key, "a/000001-texts", plain));
    }

    [Fact]
    public void EveryFlippedBit_IsRefused()
    {
        byte[] sealedBytes = PartCipher.Encrypt(Key, "a", Sample(20));
        for (int bit = 0; bit < sealedBytes.Length * 8; bit++)
        {
            byte[] flipped = [.. sealedBytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => PartCipher.Decrypt(Key, "a", flipped));
        }
    }

    [Fact]
    public void EveryTruncation_IsRefused()
    {
        byte[] sealedBytes = PartCipher.Encrypt(Key, "a", Sample((2 * Chunk) + 5));
        // At the chunks' borders, where each chunk that is left is a good one, and around them.
        int[] lengths =
        [
            0,
            Head,
            Head + Tag,
            Head + Chunk + Tag,
            Head + (2 * (Chunk + Tag)),
            Head + (2 * (Chunk + Tag)) + Tag,
            sealedBytes.Length - 1,
        ];
        foreach (int length in lengths)
            Assert.Throws<InvalidDataException>(() => PartCipher.Decrypt(Key, "a", sealedBytes.AsSpan(0, length)));
        Assert.Throws<InvalidDataException>(() => PartCipher.Decrypt(Key, "a", [.. sealedBytes, 0]));
    }

    [Fact]
    public void ChunksInAnotherOrder_AreRefused()
    {
        byte[] sealedBytes = PartCipher.Encrypt(Key, "a", Sample(3 * Chunk));
        const int Size = Chunk + Tag;
        byte[] swapped =
        [
            .. sealedBytes[..Head],
            .. sealedBytes[(Head + Size)..(Head + (2 * Size))],
            .. sealedBytes[Head..(Head + Size)],
            .. sealedBytes[(Head + (2 * Size))..],
        ];
        Assert.Throws<InvalidDataException>(() => PartCipher.Decrypt(Key, "a", swapped));
    }

    [Fact]
    public void AnotherNameOrKey_IsRefused()
    {
        byte[] sealedBytes = PartCipher.Encrypt(Key, "a", Sample(100));
        Assert.Throws<InvalidDataException>(() => PartCipher.Decrypt(Key, "b", sealedBytes));
        Assert.Throws<InvalidDataException>(() => PartCipher.Decrypt(new BackupKey(new byte[32]), "a", sealedBytes));
    }

    private static byte[] Sample(int length)
    {
        byte[] bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
