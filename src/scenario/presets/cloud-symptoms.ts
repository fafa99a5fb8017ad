/** Clouds: the metrics that they publish. */
import type { Symptom, Symptoms, SymptomTable } from './symptom.ts';

const OUTBOUND = 'https://learn.microsoft.com/azure/load-balancer/load-balancer-outbound-connections';

const AZURE_NAT = 'https://learn.microsoft.com/azure/nat-gateway/nat-gateway-snat';

const GCP_METRICS = 'Google Cloud NAT metrics (nat/dropped_sent_packets_count, nat/nat_allocation_failed)';

const SIZE_BOUGHT = 'packets of connections above the size that was bought are dropped';

const azureFailed = (shows: string, source: string): Symptom => ({
  outcome: 'SNAT Connection Count, Failed',
  shows,
  confidence: 'verified',
  source,
});

const AZURE_BALANCER: Symptoms = {
  'snat-ports': azureFailed(
    'the metric SNAT Connection Count rises with state Failed for the machine that has used its ports; its new flows to that destination fail',
    OUTBOUND,
  ),
  'port-blocks': azureFailed(
    'the metric SNAT Connection Count rises with state Failed for machines that were allotted no ports',
    OUTBOUND,
  ),
};

const GCP_NAT: Symptoms = {
  'snat-ports': {
    outcome: 'OUT_OF_RESOURCES',
    shows:
      'silence: nat/dropped_sent_packets_count rises with reason OUT_OF_RESOURCES; the client sees a connect timeout',
    confidence: 'third party',
    source: GCP_METRICS,
  },
  'port-blocks': {
    outcome: 'nat_allocation_failed',
    shows: 'nat/nat_allocation_failed turns true: machines got no ports, and their packets are dropped',
    confidence: 'third party',
    source: GCP_METRICS,
  },
};

export const CLOUD_SYMPTOMS: SymptomTable = {
  'aws-nat-gateway': {
    'snat-ports': {
      outcome: 'ErrorPortAllocation',
      shows:
        'the CloudWatch metric ErrorPortAllocation rises above 0, and new connections to that destination time out',
      confidence: 'verified',
      source: 'https://repost.aws/knowledge-center/vpc-resolve-port-allocation-errors',
    },
  },
  'aws-nlb-snat': {
    'snat-ports': {
      outcome: 'PortAllocationErrorCount',
      shows: 'the CloudWatch metric PortAllocationErrorCount rises above 0; new connections are dropped',
      confidence: 'third party',
      source:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-troubleshooting.html',
    },
  },
  'aws-alb': {
    'max-connections': {
      outcome: 'RejectedConnectionCount',
      shows: 'the CloudWatch metric RejectedConnectionCount rises: the balancer has reached its maximum',
      confidence: 'recalled',
      source:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
    },
    'source-ports': {
      outcome: 'TargetConnectionErrorCount',
      shows: 'the CloudWatch metric TargetConnectionErrorCount rises, and clients get 502 or 503',
      confidence: 'recalled',
      source:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
    },
  },
  'aws-security-group': {
    'flow-table': {
      outcome: 'conntrack_allowance_exceeded',
      shows:
        'conntrack_allowance_exceeded in ethtool -S rises on the instance; packets of new flows are dropped',
      confidence: 'recalled',
      source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-network-performance-ena.html',
    },
  },
  'azure-load-balancer-outbound-default': AZURE_BALANCER,
  'azure-load-balancer-outbound-rule': AZURE_BALANCER,
  'azure-nat-gateway': {
    'snat-ports': azureFailed(
      'the metric SNAT Connection Count rises with state Failed; new connections to that destination time out',
      AZURE_NAT,
    ),
    'max-connections': azureFailed(
      'the metric SNAT Connection Count rises with state Failed, at 50,000 to one destination or 2 million in all',
      AZURE_NAT,
    ),
  },
  'gcp-cloud-nat-static': GCP_NAT,
  'gcp-cloud-nat-dynamic': {
    ...GCP_NAT,
    'snat-ports': {
      outcome: 'OUT_OF_RESOURCES',
      shows:
        'silence: nat/dropped_sent_packets_count rises with reason OUT_OF_RESOURCES, also while an allotment is being doubled',
      confidence: 'third party',
      source: GCP_METRICS,
    },
  },
  'oci-nlb': {
    'snat-ports': {
      shows: 'new flows to that server port fail, while others go on',
      confidence: 'third party',
      source: 'https://docs.oracle.com, network load balancer, source preservation',
    },
  },
  'huawei-nat': {
    'max-connections': {
      shows: SIZE_BOUGHT,
      confidence: 'third party',
      source: 'https://support.huaweicloud.com, NAT gateway specifications',
    },
  },
  'tencent-nat': {
    'max-connections': {
      shows: SIZE_BOUGHT,
      confidence: 'third party',
      source: 'https://www.tencentcloud.com/document/product/215/34748',
    },
  },
};
