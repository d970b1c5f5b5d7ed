using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RagCluster.Storage.Postgres.Connections;

/// <summary>Numbers for advisory locks. Two names that share a number only wait for each other.</summary>
internal static class LockKey
{
    /// <summary>The number of a name: the first 8 bytes of its SHA-256, the same on every silo.</summary>
    /// <param name="kind">What the name names.</param>
    /// <param name="name">The name.</param>
    public static long Of(string kind, string name) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"ragcluster/{kind}/{name}")));
}
