using Orleans.Core.Internal;

namespace Orleans.Runtime;

/// <content>The scope of call-chain reentrancy.</content>
public static partial class RequestContext
{
    /// <summary>While it lives, calls of its chain interleave on the activation that opened it.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _outer;
        private readonly Guid _inner;

        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _outer = originalReentrancyId;
            _inner = newReentrancyId;
            if (_inner != _outer)
                ReentrancyId = _inner;
            if (_inner != Guid.Empty)
                (RuntimeContext.Current as ICallChainReentrantGrainContext)?.OnEnterReentrantSection(_inner);
        }

        public void Dispose()
        {
            if (_inner != Guid.Empty)
                (RuntimeContext.Current as ICallChainReentrantGrainContext)?.OnExitReentrantSection(_inner);
            if (_inner != _outer)
                ReentrancyId = _outer;
        }
    }
}
