using Microsoft.Extensions.Options;

namespace RagCluster.Api.Access;

/// <summary>Refuses settings that can't work when the server starts.</summary>
internal sealed class AuthOptionsValidator(TimeProvider time) : IValidateOptions<AuthOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        try
        {
            AuthSecrets.Read(options, time);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException wrong)
        {
            return ValidateOptionsResult.Fail(wrong.Message);
        }
    }
}
