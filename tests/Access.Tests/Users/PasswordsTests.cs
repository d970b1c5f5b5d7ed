using System.Buffers.Binary;
using RagCluster.Access.Users;

namespace RagCluster.Access.Tests.Users;

/// <summary>Passwords are kept so that guessing them from what is kept is slow.</summary>
public sealed class PasswordsTests
{
    [Fact]
    public void Hash_IsThatOfOnePasswordOnly()
    {
        string hash = Passwords.Hash("correct horse battery staple");
        Assert.True(Passwords.Matches(hash, "correct horse battery staple"));
        Assert.False(Passwords.Matches(hash, "correct horse battery stapler"));
        Assert.False(Passwords.Matches(null, "correct horse battery staple"));
        Assert.NotEqual(hash, Passwords.Hash("correct horse battery staple"));
    }

    [Fact]
    public void Hash_SaysHowOftenItWasApplied()
    {
        // Its form, by the documentation: a mark, the function (2: HMAC-SHA512), the count and the salt's length, four bytes each.
        byte[] hash = Convert.FromBase64String(Passwords.Hash("any password"));
        Assert.Equal(1, hash[0]);
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)));
        Assert.Equal((uint)Passwords.Iterations, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)));
        Assert.Equal(16u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(9)));
    }

    [Fact]
    public void GeneratedPasswords_AreLongAndUnlike()
    {
        string[] made = [.. Enumerable.Range(0, 1000).Select(_ => Passwords.Generate())];
        Assert.Equal(made.Length, made.Distinct().Count());
        Assert.All(made, password => Assert.InRange(password.Length, Passwords.LengthMin, Passwords.LengthMax));
    }
}
