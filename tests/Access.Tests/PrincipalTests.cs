namespace RagCluster.Access.Tests;

/// <summary>A caller's name says who vouches for it.</summary>
public sealed class PrincipalTests
{
    [Fact]
    public void NamesOfCallers_WhomOthersVouchFor_AreDifferent()
    {
        string[] names =
        [
            .. Enum.GetValues<PrincipalKind>().Select(kind => new Principal("ada", Permission.QueryExecute) { Kind = kind }.Name),
        ];
        Assert.Equal(["key:ada", "user:ada", "local:ada"], names);
        // No subject makes one name another's.
        Assert.NotEqual(
            new Principal("ada", Permission.None) { Kind = PrincipalKind.Person }.Name,
            new Principal("local:ada", Permission.None) { Kind = PrincipalKind.Token }.Name
        );
    }

    [Theory]
    [InlineData("default", "admin", true)]
    [InlineData("default", "user", false)]
    [InlineData("acme", "admin", false)]
    public void Operator_IsAnAdministratorOfTheDefaultTenant(string tenant, string role, bool isOperator) =>
        Assert.Equal(isOperator, new Principal("ada", Permissions.OfRole(role)!.Value) { Tenant = tenant }.IsOperator);
}
