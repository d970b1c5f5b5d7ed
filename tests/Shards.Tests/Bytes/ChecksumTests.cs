using RagCluster.Shards.Bytes;

namespace RagCluster.Shards.Tests.Bytes;

public sealed class ChecksumTests
{
    [Fact]
    public void CheckValueOfTheStandard_IsMet() => Assert.Equal(0xE3069283u, Checksum.Of("123456789"u8));
}
