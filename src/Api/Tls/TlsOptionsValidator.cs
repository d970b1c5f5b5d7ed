using Microsoft.Extensions.Options;

namespace RagCluster.Api.Tls;

/// <summary>Refuses to start with a certificate that can't work.</summary>
internal sealed class TlsOptionsValidator : IValidateOptions<TlsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TlsOptions options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
