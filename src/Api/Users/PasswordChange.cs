namespace RagCluster.Api.Users;

/// <summary>A user's change of their own password.</summary>
/// <param name="Name">The user's name; of another tenant than <c>default</c> with the tenant before it: <c>acme/ada</c>.</param>
/// <param name="Password">The password that is good now.</param>
/// <param name="NewPassword">The next, of 12 to 128 characters.</param>
internal sealed record PasswordChange(string Name, string Password, string NewPassword);
