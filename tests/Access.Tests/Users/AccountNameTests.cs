using RagCluster.Access.Users;

namespace RagCluster.Access.Tests.Users;

/// <summary>The whole name of an account.</summary>
public sealed class AccountNameTests
{
    [Theory]
    [InlineData("ada", "default", "ada")]
    [InlineData("acme/ada", "acme", "ada")]
    [InlineData("/ada", "", "ada")]
    [InlineData("acme/a/b", "acme", "a/b")]
    public void Text_IsReadAsTenantAndName(string text, string tenant, string name)
    {
        AccountName account = AccountName.Parse(text);
        Assert.Equal(new AccountName(tenant, name), account);
        Assert.Equal(text, account.ToString());
    }

    [Fact]
    public void DefaultTenant_IsNotNamed() => Assert.Equal("ada", AccountName.Parse("default/ada").ToString());
}
